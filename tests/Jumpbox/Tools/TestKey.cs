using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace Jumpbox.Tests.Tools;

/// <summary>A publisher's OpenPGP key as a publisher would make it.</summary>
internal sealed class TestKey
{
    // Making an RSA key takes a second on a small machine; keys differ by their creation time too.
    private static readonly RSA Publisher = RSA.Create(2048);
    private static readonly RSA Stranger = RSA.Create(2048);

    private readonly PgpKeyPair _pair;
    private readonly PgpPublicKey _public;

    public TestKey(DateTimeOffset created, TimeSpan? lifetime = null, bool revoked = false, bool stranger = false)
    {
        RSA rsa = stranger ? Stranger : Publisher;
        _pair = new PgpKeyPair(
            PublicKeyAlgorithmTag.RsaGeneral,
            DotNetUtilities.GetRsaKeyPair(rsa),
            created.UtcDateTime
        );
        PgpSignatureSubpacketGenerator statements = new();
        statements.SetSignatureCreationTime(true, created.UtcDateTime);
        if (lifetime is { } length)
        {
            statements.SetKeyExpirationTime(true, (long)length.TotalSeconds);
        }
        PgpSignatureGenerator own = new(PublicKeyAlgorithmTag.RsaGeneral, HashAlgorithmTag.Sha256);
        own.InitSign(PgpSignature.PositiveCertification, _pair.PrivateKey);
        own.SetHashedSubpackets(statements.Generate());
        const string name = "Publisher <releases@publisher.example>";
        _public = PgpPublicKey.AddCertification(
            _pair.PublicKey,
            name,
            own.GenerateCertification(name, _pair.PublicKey)
        );
        if (revoked)
        {
            PgpSignatureGenerator revocation = new(PublicKeyAlgorithmTag.RsaGeneral, HashAlgorithmTag.Sha256);
            revocation.InitSign(PgpSignature.KeyRevocation, _pair.PrivateKey);
            _public = PgpPublicKey.AddCertification(_public, revocation.GenerateCertification(_public));
        }
    }

    public string Fingerprint => Convert.ToHexString(_public.GetFingerprint());

    public byte[] Armoured
    {
        get
        {
            MemoryStream stream = new();
            using (ArmoredOutputStream armour = new(stream))
            {
                _public.Encode(armour);
            }
            return stream.ToArray();
        }
    }

    public byte[] Sign(
        byte[] data,
        DateTimeOffset when,
        HashAlgorithmTag hash = HashAlgorithmTag.Sha256,
        TimeSpan? lifetime = null
    )
    {
        PgpSignatureGenerator generator = Generator(PgpSignature.BinaryDocument, when, hash, lifetime);
        generator.Update(data);
        return generator.Generate().GetEncoded();
    }

    public byte[] ClearSign(string text, DateTimeOffset when)
    {
        PgpSignatureGenerator generator = Generator(
            PgpSignature.CanonicalTextDocument,
            when,
            HashAlgorithmTag.Sha256,
            null
        );
        MemoryStream stream = new();
        using (ArmoredOutputStream armour = new(stream))
        {
            armour.BeginClearText(HashAlgorithmTag.Sha256);
            armour.Write(Encoding.UTF8.GetBytes(text + "\n"));
            armour.EndClearText();
            string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd(' ', '\t', '\r'))];
            generator.Update(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));
            generator.Generate().Encode(armour);
        }
        return stream.ToArray();
    }

    private PgpSignatureGenerator Generator(int type, DateTimeOffset when, HashAlgorithmTag hash, TimeSpan? lifetime)
    {
        PgpSignatureGenerator generator = new(PublicKeyAlgorithmTag.RsaGeneral, hash);
        generator.InitSign(type, _pair.PrivateKey);
        PgpSignatureSubpacketGenerator statements = new();
        statements.SetSignatureCreationTime(false, when.UtcDateTime);
        if (lifetime is { } length)
        {
            statements.SetSignatureExpirationTime(false, (long)length.TotalSeconds);
        }
        generator.SetHashedSubpackets(statements.Generate());
        return generator;
    }
}
