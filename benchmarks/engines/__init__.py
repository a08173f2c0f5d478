"""How fast is our engine beside others, given the same articles and questions?"""
