using System.Text.RegularExpressions;

namespace Jumpbox.Settings;

/// <summary>An entry of <c>gate.signers</c>: who may sign evidence.</summary>
public abstract partial record SignerSetting
{
    /// <summary>The accepted forms, as the end of the sentence "expected …".</summary>
    internal const string Expected =
        "workflow:OWNER/REPOSITORY/.github/workflows/FILE.yml@refs/heads/BRANCH, key:sha256:HEX or "
        + "key:https://VAULT.vault.azure.net/keys/NAME/VERSION; after it, each with a semicolon before it: for a workflow "
        + "environment, repositoryId, ownerId, runner, caller; for a key builder";

    /// <summary>The address of a version of a key in Key Vault.</summary>
    internal const string KeyAddress = @"https://[0-9A-Za-z.-]+(:[0-9]+)?/keys/[0-9A-Za-z-]{1,127}/[0-9a-fA-F]{32}";

    private static readonly string[] WorkflowOptions = ["environment", "repositoryId", "ownerId", "runner", "caller"];
    private static readonly string[] KeyOptions = ["builder"];

    private SignerSetting() { }

    /// <summary>A workflow of GitHub Actions, whose attestation is kept with the evidence.</summary>
    /// <param name="Repository">The repository: <c>owner/name</c>.</param>
    /// <param name="Path">The workflow that attests: <c>.github/workflows/image.yml</c>.</param>
    /// <param name="Ref">The ref: <c>refs/heads/main</c>.</param>
    public sealed record Workflow(string Repository, string Path, string Ref) : SignerSetting
    {
        /// <summary>The deployment environment; null accepts any.</summary>
        public string? Environment { get; init; }

        /// <summary>The repository's number; null compares only its name.</summary>
        public string? RepositoryId { get; init; }

        /// <summary>The owner's number; null compares only the name.</summary>
        public string? OwnerId { get; init; }

        /// <summary>Where the job ran; null for GitHub's own machines.</summary>
        public string? Runner { get; init; }

        /// <summary>The workflow that calls the one that attests; null if it is the same.</summary>
        public string? Caller { get; init; }
    }

    /// <summary>An ECDSA key.</summary>
    /// <param name="Sha256">The SHA-256 of its SubjectPublicKeyInfo; null for a key in Key Vault.</param>
    /// <param name="KeyId">The address of a version of a key in Key Vault; null for a fingerprint.</param>
    public sealed record Key(string? Sha256, string? KeyId) : SignerSetting
    {
        /// <summary>The only builder whose evidence the key may sign; null for a workstation.</summary>
        public string? Builder { get; init; }
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="text">The entry.</param>
    /// <returns>The signer, or null if the entry is invalid.</returns>
    internal static SignerSetting? Parse(string text)
    {
        string[] parts = text.Split(';');
        Dictionary<string, string> options = [];
        foreach (string part in parts.Skip(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || equals == part.Length - 1 || !options.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                return null;
            }
        }
        return WorkflowText().Match(parts[0]) is { Success: true } workflow
            && !options.Keys.Except(WorkflowOptions).Any()
                ? new Workflow(
                    workflow.Groups["repository"].Value,
                    workflow.Groups["path"].Value,
                    workflow.Groups["ref"].Value
                )
                {
                    Environment = options.GetValueOrDefault("environment"),
                    RepositoryId = options.GetValueOrDefault("repositoryId"),
                    OwnerId = options.GetValueOrDefault("ownerId"),
                    Runner = options.GetValueOrDefault("runner"),
                    Caller = options.GetValueOrDefault("caller"),
                }
            : KeyText().Match(parts[0]) is { Success: true } key && !options.Keys.Except(KeyOptions).Any()
                ? new Key(Found(key.Groups["sha256"]), Found(key.Groups["address"]))
                {
                    Builder = options.GetValueOrDefault("builder"),
                }
            : null;
    }

    private static string? Found(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(
        @"^workflow:(?<repository>[\w.-]+/[\w.-]+)/(?<path>\.github/workflows/[\w.-]+\.ya?ml)@(?<ref>refs/(heads|tags)/[^\s;]+)\z"
    )]
    private static partial Regex WorkflowText();

    [GeneratedRegex(@"^key:(sha256:(?<sha256>[0-9a-f]{64})|(?<address>" + KeyAddress + @"))\z")]
    private static partial Regex KeyText();
}
