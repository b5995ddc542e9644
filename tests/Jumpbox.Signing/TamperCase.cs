using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

/// <summary>A bundle and what it is verified with, to change one thing of.</summary>
internal sealed class TamperCase(JsonObject bundle, JsonObject root, AllowedSigner allowed, DateTimeOffset now)
{
    public JsonObject Bundle { get; set; } = bundle;

    public JsonObject Root { get; set; } = root;

    public AllowedSigner Allowed { get; set; } = allowed;

    public DateTimeOffset Now { get; set; } = now;

    /// <summary>The bundle's text, where it is no longer what a JSON writer writes.</summary>
    public string? Text { get; set; }

    public JsonObject Material => Bundle["verificationMaterial"]!.AsObject();

    public JsonObject Envelope => Bundle["dsseEnvelope"]!.AsObject();

    public JsonObject Entry => Material["tlogEntries"]![0]!.AsObject();

    public JsonObject Proof => Entry["inclusionProof"]!.AsObject();

    public JsonObject Timestamp => Material["timestampVerificationData"]!["rfc3161Timestamps"]![0]!.AsObject();

    public JsonObject Authority => Root["certificateAuthorities"]![0]!.AsObject();

    public static AllowedSigner.Workflow LabSigner { get; } =
        new(LabRecipe.Repository, LabRecipe.Path, LabRecipe.Ref) { RepositoryId = "632596897", OwnerId = "131804563" };

    public static TamperCase Lab(LabRecipe recipe) =>
        new(
            SigstoreLab.Shared.Bundle(recipe),
            SigstoreLab.Shared.Root(recipe.Kind != LabKind.Private),
            LabSigner,
            SigstoreLab.Now
        );

    public static TamperCase Lab(LabKind kind) => Lab(new LabRecipe(kind));

    public StatementVerdict Verify() =>
        SignedStatement.Verify(
            Encoding.UTF8.GetBytes(Text ?? Bundle.ToJsonString()),
            [Allowed],
            TrustedRoots.Parse(Root.ToJsonString(), "root.json"),
            Now
        );

    /// <summary>Flips one bit of a value in base64.</summary>
    public static void Flip(JsonObject parent, string name, int at)
    {
        byte[] bytes = Convert.FromBase64String(parent[name]!.GetValue<string>());
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        parent[name] = Convert.ToBase64String(bytes);
    }

    public static void Replace(JsonObject parent, string name, string from, string to)
    {
        string text = parent[name]!.GetValue<string>();
        Assert.Contains(from, text, StringComparison.Ordinal);
        parent[name] = text.Replace(from, to, StringComparison.Ordinal);
    }

    /// <summary>Replaces text inside a value in base64.</summary>
    public static void ReplaceInside(JsonObject parent, string name, string from, string to)
    {
        string text = Encoding.UTF8.GetString(Convert.FromBase64String(parent[name]!.GetValue<string>()));
        Assert.Contains(from, text, StringComparison.Ordinal);
        parent[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
    }
}
