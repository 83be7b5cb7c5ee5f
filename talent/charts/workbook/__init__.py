"""Pictures as tables of numbers with native charts beside them, for those who compute on."""
