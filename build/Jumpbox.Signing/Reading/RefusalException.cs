using Jumpbox.Boundaries;

namespace Jumpbox.Signing.Reading;

/// <summary>Ends a verification. It never leaves this project: the verdict carries its sentence.</summary>
internal sealed class RefusalException(string reason, VerificationStep? step = null, Exception? inner = null)
    : Exception(Sentence(reason), inner)
{
    private const int MostCharacters = 1000;

    public VerificationStep? Step => step;

    // It quotes what nobody has verified yet.
    private static string Sentence(string reason)
    {
        string line = PlainText.Line(reason);
        return line.Length <= MostCharacters ? line : $"{line[..MostCharacters]}….";
    }
}
