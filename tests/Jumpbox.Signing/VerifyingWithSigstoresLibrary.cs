using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Signing.Tests;

/// <summary>The script in docs/verify.md, with Sigstore's own library, on published attestations and on ones of these tests.</summary>
public sealed class VerifyingWithSigstoresLibrary
{
    private const string Beacon =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
    private const string Demo =
        "https://github.com/actions/attest-demo/.github/workflows/build-python.yml@refs/heads/main";
    private const string WithoutALog = """{"tlogThreshold":0,"ctlogThreshold":0,"timestampThreshold":1}""";
    private const string OfAnother = "signed as expected, but the file is not among the subjects";
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Jumpbox.Signing/sigstore");

    // The files that they are about are not published with them: a signature that is good ends at the file's digest.
    [Theory]
    [InlineData("public-good-rekor1-dsse", "public-good", Beacon, "{}", OfAnother)]
    [InlineData(
        "public-good-rekor1-dsse",
        "public-good",
        Beacon + ".other",
        "{}",
        "refused: certificate identity error"
    )]
    [InlineData("public-good-rekor1-dsse", "staging", Beacon, "{}", "refused: ")]
    [InlineData("reject-log-entry-of-another-envelope", "public-good", Beacon, "{}", "refused: tlog entry")]
    // Of the second version of the log, which this version of the library does not know.
    [InlineData("staging-rekor2-dsse", "staging", Beacon, "{}", "refused: digest mismatch")]
    [InlineData("github-instance-dsse", "github-instance", Demo, WithoutALog, OfAnother)]
    [InlineData("github-instance-dsse", "github-instance", Demo, "{}", "refused: ")]
    public async Task The_script_of_the_page_tells_good_attestations_from_others(
        string bundle,
        string root,
        string identity,
        string needs,
        string expected
    )
    {
        (int code, string output) = await RunAsync(
            "some file"u8.ToArray(),
            Read(bundle, "sigstore"),
            Read(root, "trusted_root"),
            identity,
            needs
        );

        Assert.StartsWith(expected, output);
        Assert.Equal(1, code);
    }

    // A whole attestation of a file: with authorities and logs of these tests, as both instances have them.
    [Theory]
    [InlineData(LabKind.Rekor1, "{}")]
    [InlineData(LabKind.Private, WithoutALog)]
    internal async Task The_script_of_the_page_verifies_an_attested_file(LabKind kind, string needs)
    {
        byte[] file = "provenance"u8.ToArray();
        LabRecipe recipe = new(kind);
        recipe = recipe with
        {
            Payload = recipe.Payload.Replace(
                LabRecipe.Digest,
                Convert.ToHexStringLower(SHA256.HashData(file)),
                StringComparison.Ordinal
            ),
        };
        byte[] attestation = Encoding.UTF8.GetBytes(SigstoreLab.Shared.Bundle(recipe).ToJsonString());
        byte[] root = Encoding.UTF8.GetBytes(SigstoreLab.Shared.Root(kind != LabKind.Private).ToJsonString());
        byte[] foreign = Encoding.UTF8.GetBytes(SigstoreLab.Foreign.Root(kind != LabKind.Private).ToJsonString());

        Assert.Equal((0, "verified\n"), await RunAsync(file, attestation, root, LabRecipe.Signer, needs));
        (int code, string output) = await RunAsync(file, attestation, foreign, LabRecipe.Signer, needs);
        Assert.StartsWith("refused: ", output);
        Assert.Equal(1, code);
    }

    private static async Task<(int Code, string Output)> RunAsync(
        byte[] file,
        byte[] attestation,
        byte[] root,
        string identity,
        string needs
    )
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "Sigstore's library is not installed; run npm ci in tests/Jumpbox.Signing/sigstore."
        );
        string place = Directory.CreateTempSubdirectory("jumpbox-sigstore-").FullName;
        try
        {
            string[] words = [Write("file.txt", file), Write("a.json", attestation), Write("r.json", root)];
            ProcessStartInfo node = new("node", [Write("script.js", Script()), .. words, identity, needs])
            {
                RedirectStandardOutput = true,
                Environment = { ["NODE_PATH"] = Path.Combine(Folder, "node_modules") },
            };
            using Process process = Process.Start(node)!;
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }

        string Write(string name, byte[] content)
        {
            string path = Path.Combine(place, name);
            File.WriteAllBytes(path, content);
            return path;
        }
    }

    private static byte[] Read(string name, string kind) => SharedBundles.Read($"{name}.{kind}.json");

    private static byte[] Script() =>
        Encoding.UTF8.GetBytes(
            string.Join(
                '\n',
                File.ReadLines(Path.Combine(Repository.Root, "docs/verify.md"))
                    .SkipWhile(line => !line.StartsWith("cat >verify-attestation.js", StringComparison.Ordinal))
                    .Skip(1)
                    .TakeWhile(line => line != "END")
            )
        );
}
