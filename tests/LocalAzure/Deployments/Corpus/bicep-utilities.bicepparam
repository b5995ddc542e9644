using './bicep-utilities.bicep'
