"""A street of small invented shops with one year of daily prices and known tricks, served over HTTP."""
