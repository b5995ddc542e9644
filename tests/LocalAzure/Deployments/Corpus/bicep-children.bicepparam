using './bicep-children.bicep'
