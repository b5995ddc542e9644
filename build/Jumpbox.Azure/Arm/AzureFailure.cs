namespace Jumpbox.Azure.Arm;

/// <summary>Azure refused or could not do what was asked. Carries all that a reader needs to act, and no secret.</summary>
#pragma warning disable CA1710 // Everybody who reads about it says failure; the name is of the domain.
public sealed class AzureFailure : Exception
#pragma warning restore CA1710
{
    internal AzureFailure(AzureFault fault, Exception? cause = null)
        : base(fault.ToText(), cause) => Fault = fault;

    /// <summary>What was asked, what came back, and what to do.</summary>
    public AzureFault Fault { get; }

    /// <summary>The HTTP status, or 0 when no answer came.</summary>
    public int Status => Fault.Status;

    /// <summary>Azure's error code, for example <c>AuthorizationFailed</c>.</summary>
    public string Code => Fault.Code;

    /// <summary>Whether the same call may succeed a little later without anybody changing anything.</summary>
    public bool IsTransient => Fault.IsTransient;

    /// <summary>Whether the code stands anywhere in the error, also nested in its details.</summary>
    /// <param name="code">The code, for example <c>PrincipalNotFound</c>.</param>
    public bool Mentions(string code) => Fault.Mentions(code);
}
