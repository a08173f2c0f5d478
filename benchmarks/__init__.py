"""How well and how fast does the project do its work? Run by hand, not by the tests."""
