"""The screens of pictures and documents: where they are used, what they were, which of them are there twice."""
