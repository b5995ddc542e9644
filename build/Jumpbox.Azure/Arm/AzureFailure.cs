namespace Jumpbox.Azure.Arm;

/// <summary>
/// A request that Azure refused or failed. Contains everything that is needed to act on it, and no secrets.
/// </summary>
#pragma warning disable CA1710 // Everybody who reads about it says failure; the name is of the domain.
public sealed class AzureFailure : Exception
#pragma warning restore CA1710
{
    internal AzureFailure(AzureFault fault, Exception? cause = null)
        : base(fault.Sign, cause) => Fault = fault;

    /// <summary>The fault as text. Composed when it is read: many failures are expected and handled.</summary>
    public override string Message => field ??= Fault.ToText();

    /// <summary>The request, the response and the cure.</summary>
    public AzureFault Fault { get; }

    /// <summary>The HTTP status, or 0 without a response.</summary>
    public int Status => Fault.Status;

    /// <summary>Azure's error code, for example <c>AuthorizationFailed</c>.</summary>
    public string Code => Fault.Code;

    /// <summary>Whether the same request may succeed later without any change.</summary>
    public bool IsTransient => Fault.IsTransient;

    /// <summary>Whether the error or its nested details have this code.</summary>
    /// <param name="code">The code, for example <c>PrincipalNotFound</c>.</param>
    public bool Mentions(string code) => Fault.Mentions(code);
}
