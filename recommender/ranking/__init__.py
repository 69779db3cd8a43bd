"""Third room: vectors become candidate pairs, signals, scores and finished lists; knows neither disk nor network."""
