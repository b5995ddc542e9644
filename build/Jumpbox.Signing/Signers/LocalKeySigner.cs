using System.Security.Cryptography;
using System.Text;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;

namespace Jumpbox.Signing.Signers;

/// <summary>
/// Signs with an ECDSA P-256 key in a PEM file that only its owner can read: for LocalAzure and tests, where nobody else vouches
/// for anything.
/// </summary>
public sealed class LocalKeySigner : IEvidenceSigner, IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long MostBytes = 64 * 1024;

    private readonly ECDsa _key;
    private readonly SigningKey _public;

    private LocalKeySigner(ECDsa key)
    {
        _key = key;
        _public = SigningKey.Of(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Opens the key, and creates it if the file does not exist.</summary>
    /// <param name="path">The PEM file; its folder is created.</param>
    /// <exception cref="SignerException">Others can read the file, or it holds no ECDSA P-256 key.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static LocalKeySigner Open(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }
        Demand(path);
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize == 256 && key.ExportParameters(true) is { D: not null, Curve.IsNamed: true })
            {
                return new LocalKeySigner(key);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw Unusable(path, exception);
        }
        key.Dispose();
        throw Unusable(path, null);
    }

    /// <inheritdoc/>
    public Task<SigningKey> ReadKeyAsync(CancellationToken cancellationToken) => Task.FromResult(_public);

    /// <inheritdoc/>
    public Task<DsseEnvelope> SignAsync(
        string payloadType,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    )
    {
        byte[] signature = _key.SignData(DsseEnvelope.Encode(payloadType, payload.Span), HashAlgorithmName.SHA256);
        return Task.FromResult(new DsseEnvelope(payloadType, payload, [new DsseSignature(_public.KeyId, signature)]));
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static void Create(string path)
    {
        string full = Path.GetFullPath(path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = $"{full}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            using (FileStream file = new(temporary, options))
            {
                file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            }
            // Another run may have created the key in the meantime: then that one counts.
            File.Move(temporary, full, overwrite: false);
        }
        catch (IOException) when (File.Exists(full))
        {
            File.Delete(temporary);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Demand(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Owner) != 0)
        {
            throw new SignerException(
                $"The signing key '{path}' has the mode {Convert.ToString((int)File.GetUnixFileMode(path), 8)}, so others may "
                    + "have read it. Delete it to create another key, or set its mode to 600."
            );
        }
        if (new FileInfo(path).Length > MostBytes)
        {
            throw Unusable(path, null);
        }
    }

    private static SignerException Unusable(string path, Exception? inner) =>
        new($"'{path}' holds no private ECDSA P-256 key in PEM. Delete it to create another key.", inner);
}
