namespace LocalAzure.Deployments;

/// <summary>
/// What the validation of a deployment looks at (learn.microsoft.com, template deployment what-if, "Validation levels"; the enum of the
/// same name in the REST API of deployments).
/// </summary>
internal enum ValidationLevel
{
    /// <summary>The template alone.</summary>
    Template,

    /// <summary>Also what the services say, without the caller's permissions.</summary>
    ProviderNoRbac,

    /// <summary>Everything.</summary>
    Provider,
}
