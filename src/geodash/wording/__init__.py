"""What the records say, in sentences: neutral, attributed, in the reader's language. Pure text, no markup."""
