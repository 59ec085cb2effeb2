"""The record of a page in public: who approved it and when, when it is looked at again, why it was taken down."""
