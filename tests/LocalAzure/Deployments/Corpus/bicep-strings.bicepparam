using './bicep-strings.bicep'
