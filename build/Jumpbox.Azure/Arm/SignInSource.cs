namespace Jumpbox.Azure.Arm;

/// <summary>How a session signs in, for the cures of its errors.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Tenant">The tenant that is signed in to; null where the tool or the pipeline decides.</param>
public sealed record SignInSource(SignInKind Kind, string? Tenant)
{
    /// <summary>The way is not known.</summary>
    public static SignInSource Unknown { get; } = new(SignInKind.Given, null);
}
