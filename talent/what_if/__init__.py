"""The subsidy simulator: exact cost of printed terms, apart from what is assumed of behaviour."""
