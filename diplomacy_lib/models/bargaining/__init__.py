"""Two parties bargain over packages: scenario, solutions, scripted partners, talks, mediator."""
