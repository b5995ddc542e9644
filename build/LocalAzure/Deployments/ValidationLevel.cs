using LocalAzure.Arm;

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

/// <summary>Reads the level from a request.</summary>
internal static class ValidationLevels
{
    /// <summary>The level that a request asks for, or the given one; older clients send none.</summary>
    public static ValidationLevel Of(ArmRequest request, ValidationLevel otherwise) =>
        Enum.GetValues<ValidationLevel>()
            .Where(level => ArmPath.Same(request.Body.At("properties", "validationLevel").Text(), level.ToString()))
            .DefaultIfEmpty(otherwise)
            .First();
}
