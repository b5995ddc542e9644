using System.Diagnostics;

namespace Jumpbox.Signing.Tests;

/// <summary>The script in docs/verify.md, with Sigstore's own library, on published attestations.</summary>
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
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "Sigstore's library is not installed; run npm ci in tests/Jumpbox.Signing/sigstore."
        );
        string place = Directory.CreateTempSubdirectory("jumpbox-sigstore-").FullName;
        try
        {
            string[] words =
            [
                Write("file.txt", "some file"u8.ToArray()),
                Write("a.json", Read(bundle, "sigstore")),
                Write("r.json", Read(root, "trusted_root")),
            ];
            ProcessStartInfo node = new("node", [Write("script.js", Script()), .. words, identity, needs])
            {
                RedirectStandardOutput = true,
                Environment = { ["NODE_PATH"] = Path.Combine(Folder, "node_modules") },
            };
            using Process process = Process.Start(node)!;
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.StartsWith(expected, output);
            Assert.Equal(1, process.ExitCode);
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
        System.Text.Encoding.UTF8.GetBytes(
            string.Join(
                '\n',
                File.ReadLines(Path.Combine(Repository.Root, "docs/verify.md"))
                    .SkipWhile(line => !line.StartsWith("cat >verify-attestation.js", StringComparison.Ordinal))
                    .Skip(1)
                    .TakeWhile(line => line != "END")
            )
        );
}
