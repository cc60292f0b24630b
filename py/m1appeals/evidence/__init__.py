"""Evidence of medical necessity: sentences of the patient's record that a letter can quote."""
