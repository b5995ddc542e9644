using LocalAzure.Arm;

namespace LocalAzure.Deployments;

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
