using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text.Json;

namespace Jumpbox.Signing.Reading;

/// <summary>Names the step that a refusal belongs to, and turns what the readers of the framework throw into one.</summary>
internal static class Steps
{
    public static void Take(VerificationStep step, Action check) =>
        _ = Take(
            step,
            () =>
            {
                check();
                return true;
            }
        );

    public static T Take<T>(VerificationStep step, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (RefusalException refusal)
        {
            throw new RefusalException(refusal.Message, refusal.Step ?? step, refusal);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new RefusalException(
                $"{Subject(step)} is malformed: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}.",
                step,
                exception
            );
        }
    }

    private static bool IsUnreadable(Exception exception) =>
        exception
            is CryptographicException
                or AsnContentException
                or JsonException
                or FormatException
                or ArgumentException
                or ArithmeticException
                or InvalidOperationException
                or IndexOutOfRangeException
                or NotSupportedException
                or IOException;

    private static string Subject(VerificationStep step) =>
        step switch
        {
            VerificationStep.Time => "A timestamp",
            VerificationStep.Certificate => "The certificate",
            VerificationStep.CertificateTransparency => "The certificate's list of SCTs",
            VerificationStep.Log => "The log entry's proof",
            VerificationStep.LogBody => "The log entry's body",
            VerificationStep.Signature => "The signature",
            VerificationStep.Signer => "An allowed signer",
            VerificationStep.Statement => "The statement",
            _ => "The text",
        };
}
