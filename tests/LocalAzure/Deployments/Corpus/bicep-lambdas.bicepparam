using './bicep-lambdas.bicep'
