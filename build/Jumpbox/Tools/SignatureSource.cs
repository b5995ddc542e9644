namespace Jumpbox.Tools;

/// <summary>A detached OpenPGP signature over the checksum file.</summary>
/// <param name="Url">The signature, with the placeholders of <see cref="ToolDefinition.Expand"/>.</param>
/// <param name="KeyUrl">Where the publisher offers the public key, armoured.</param>
/// <param name="Fingerprint">The primary key's fingerprint, 40 upper-case hexadecimal digits: no other key is accepted.</param>
public sealed record SignatureSource(string Url, string KeyUrl, string Fingerprint);
