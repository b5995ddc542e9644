using './bicep-operators.bicep'
