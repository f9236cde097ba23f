"""Measurements against the budgets of the project, and the generated data they need."""
