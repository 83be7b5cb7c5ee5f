"""City Talent Compass: what cities do for talent, compared only as far as the figures allow."""
