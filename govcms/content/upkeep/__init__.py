"""What pages need of the people who look after them: a review that is due, a schedule, links that lead nowhere."""
