"""What the user looks at, and its one form in an address."""
