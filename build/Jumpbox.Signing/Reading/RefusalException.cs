namespace Jumpbox.Signing.Reading;

/// <summary>Ends a verification. It never leaves this project: the verdict carries its sentence.</summary>
internal sealed class RefusalException(string reason, VerificationStep? step = null, Exception? inner = null)
    : Exception(reason, inner)
{
    public VerificationStep? Step => step;
}
