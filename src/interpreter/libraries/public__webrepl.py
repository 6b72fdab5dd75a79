from fw__webrepl import _webrepl, password
