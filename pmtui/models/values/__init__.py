"""Value types that documents hold: days, periods, money, numbers, text."""
