namespace LocalAzure.Protocol;

/// <summary>Ends a request with a status and an ARM error.</summary>
internal sealed class ArmException(int status, ArmError error) : Exception(error.Message)
{
    public ArmException(int status, string code, string message, string? target = null)
        : this(status, new ArmError(code, message, target)) { }

    public int Status { get; } = status;

    public ArmError Error { get; } = error;
}
