DROP TABLE install_states;
DROP TABLE installations;
