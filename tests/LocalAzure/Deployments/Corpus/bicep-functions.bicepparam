using './bicep-functions.bicep'
