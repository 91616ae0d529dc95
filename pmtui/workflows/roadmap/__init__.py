"""Operations on features, launches and products."""
