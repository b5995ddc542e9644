using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Dsse;

/// <summary>A DSSE envelope: bytes, what they are, and signatures over both (https://github.com/secure-systems-lab/dsse).</summary>
/// <param name="PayloadType">What the payload is.</param>
/// <param name="Payload">The decoded payload.</param>
/// <param name="Signatures">The signatures.</param>
public sealed record DsseEnvelope(
    string PayloadType,
    ReadOnlyMemory<byte> Payload,
    IReadOnlyList<DsseSignature> Signatures
)
{
    /// <summary>The payload type of an in-toto statement.</summary>
    public const string InToto = "application/vnd.in-toto+json";

    // GitHub takes predicates of 16 MB; base64 makes them a third larger.
    internal const int MostBytes = 32 * 1024 * 1024;
    internal const int MostSignatures = 16;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The envelope as JSON in UTF-8, with a line end.</summary>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, Writing))
        {
            json.WriteStartObject();
            json.WriteString("payload", Convert.ToBase64String(Payload.Span));
            json.WriteString("payloadType", PayloadType);
            json.WriteStartArray("signatures");
            foreach (DsseSignature signature in Signatures)
            {
                json.WriteStartObject();
                if (signature.KeyId is { Length: > 0 } keyId)
                {
                    json.WriteString("keyid", keyId);
                }
                json.WriteString("sig", Convert.ToBase64String(signature.Bytes.Span));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>What is signed: the pre-authentication encoding of type and payload.</summary>
    /// <param name="payloadType">The type.</param>
    /// <param name="payload">The decoded payload.</param>
    public static byte[] Encode(string payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(payloadType);
        byte[] head = Encoding.UTF8.GetBytes(
            $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "
        );
        byte[] encoded = new byte[head.Length + payload.Length];
        head.CopyTo(encoded, 0);
        payload.CopyTo(encoded.AsSpan(head.Length));
        return encoded;
    }

    internal byte[] Encode() => Encode(PayloadType, Payload.Span);

    /// <exception cref="RefusalException">It is not an envelope.</exception>
    internal static DsseEnvelope Parse(ReadOnlyMemory<byte> text) =>
        Read(StrictJson.Object(text, MostBytes, "The envelope"));

    /// <exception cref="RefusalException">It is not an envelope.</exception>
    internal static DsseEnvelope Read(JsonMember envelope)
    {
        string type = envelope.Text("payloadType");
        if (type.Length is 0 or > 256)
        {
            throw new RefusalException($"The payload type has {type.Length} characters; 1 to 256 are allowed.");
        }
        DsseSignature[] signatures =
        [
            .. envelope
                .List("signatures", MostSignatures)
                .Select(one => new DsseSignature(one.OptionalText("keyid"), one.Bytes("sig"))),
        ];
        return signatures.Length > 0
            ? new DsseEnvelope(type, envelope.Bytes("payload"), signatures)
            : throw new RefusalException("The envelope has no signature.");
    }
}

/// <summary>One signature of an envelope.</summary>
/// <param name="KeyId">The key that it claims; nothing vouches for it.</param>
/// <param name="Bytes">The signature: r‖s or DER.</param>
public sealed record DsseSignature(string? KeyId, ReadOnlyMemory<byte> Bytes);
