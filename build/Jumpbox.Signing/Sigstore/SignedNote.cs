using System.Text;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>A signed note (https://c2sp.org/signed-note): a text, a blank line, and lines of signatures.</summary>
/// <param name="Text">What is signed, with its last line end.</param>
/// <param name="Signatures">The signatures.</param>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string Dash = "— ";
    private const int MostSignatures = 64;

    public static SignedNote Parse(string note)
    {
        int end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n') || note.Any(one => one < ' ' && one != '\n'))
        {
            throw new RefusalException("The checkpoint is not a text, a blank line and lines of signatures.");
        }
        string[] lines = note[(end + 2)..].Split('\n')[..^1];
        return lines.Length is > 0 and <= MostSignatures
            ? new SignedNote(note[..(end + 1)], [.. lines.Select(Signature)])
            : throw new RefusalException(
                $"The checkpoint has {lines.Length} signatures; 1 to {MostSignatures} are allowed."
            );
    }

    /// <summary>
    /// Demands a good signature by a key. Lines of other keys, such as those of witnesses, are ignored; a line of this key that
    /// does not verify is not.
    /// </summary>
    public void Demand(string name, ReadOnlySpan<byte> keyId, Func<byte[], byte[], bool> verify)
    {
        byte[] signed = Encoding.UTF8.GetBytes(Text);
        byte[] wanted = keyId.ToArray();
        NoteSignature[] known = [.. Signatures.Where(one => one.Name == name && one.KeyId.Span.SequenceEqual(wanted))];
        if (known.Length == 0)
        {
            throw new RefusalException(
                $"The checkpoint has no signature of {name} with the key {Convert.ToHexStringLower(wanted)}."
            );
        }
        if (!known.All(one => verify(signed, one.Bytes.ToArray())))
        {
            throw new RefusalException($"The checkpoint's signature of {name} does not verify.");
        }
    }

    private static NoteSignature Signature(string line)
    {
        string[] words = line.Split(' ');
        byte[]? bytes =
            line.StartsWith(Dash, StringComparison.Ordinal) && words.Length == 3 && words[1].Length > 0
                ? Base64Text.Decode(words[2])
                : null;
        return bytes is { Length: > 4 }
            ? new NoteSignature(words[1], bytes.AsMemory(0, 4), bytes.AsMemory(4))
            : throw new RefusalException("A line of the checkpoint is not '— name signature'.");
    }
}

/// <summary>One line of signature.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's first four bytes of hash.</param>
/// <param name="Bytes">The signature.</param>
internal readonly record struct NoteSignature(string Name, ReadOnlyMemory<byte> KeyId, ReadOnlyMemory<byte> Bytes);
