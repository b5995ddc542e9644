namespace Jumpbox.Signing.Reading;

/// <summary>The steps of a verification, in their order.</summary>
public enum VerificationStep
{
    /// <summary>The text is an envelope or a bundle, within its limits.</summary>
    Format,

    /// <summary>Signed timestamps and the log's promises.</summary>
    Time,

    /// <summary>The certificate and its chain at each time.</summary>
    Certificate,

    /// <summary>The certificate was recorded in a certificate transparency log.</summary>
    CertificateTransparency,

    /// <summary>The entry is included in the transparency log.</summary>
    Log,

    /// <summary>The log's entry is about this bundle.</summary>
    LogBody,

    /// <summary>The signature itself.</summary>
    Signature,

    /// <summary>The signer is one of the allowed signers.</summary>
    Signer,

    /// <summary>The signed bytes are an in-toto statement.</summary>
    Statement,
}
