using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The extensions that LocalAzure knows, and what they need. Sources: entra-docs, howto-vm-sign-in-azure-ad-linux.md (exit code 22);
/// Azure/applicationhealth-extension-linux (settings); azure-monitor-docs, azure-monitor-agent-requirements.md; azure-docs,
/// guest-configuration.md; Azure/azure-powershell#20094 (an unknown one), MicrosoftDocs/azure-docs#90471 (an unknown version),
/// MicrosoftDocs/azure-docs#55085 (one twice).
/// </summary>
internal static class ExtensionCatalogue
{
    /// <summary>The handler of the extension that reports a machine's health.</summary>
    public const string Health = "Microsoft.ManagedServices.ApplicationHealthLinux";

    private const string Login = "Microsoft.Azure.ActiveDirectory.AADSSHLoginForLinux";
    private const string Monitor = "Microsoft.Azure.Monitor.AzureMonitorLinuxAgent";
    private const string Policy = "Microsoft.GuestConfiguration.ConfigurationforLinux";

    // With the major versions that exist.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Health] = ["1", "2"],
        [Login] = ["1"],
        [Monitor] = ["1"],
        [Policy] = ["1"],
        ["Microsoft.Azure.Security.LinuxAttestation.GuestAttestation"] = ["1"],
    };

    // They exist, but LocalAzure does not do what they do.
    private static readonly string[] Unmodelled =
    [
        "Microsoft.Azure.Extensions.CustomScript",
        "Microsoft.CPlat.Core.RunCommandLinux",
        "Microsoft.OSTCExtensions.VMAccessForLinux",
    ];

    /// <summary>The handler of an extension: publisher and type.</summary>
    public static string HandlerOf(JsonNode? properties) =>
        $"{properties.At("publisher").Text()}.{properties.At("type").Text()}";

    /// <summary>Whether an extension reports the health of its machine.</summary>
    public static bool IsHealth(JsonNode? properties) => ArmPath.Same(HandlerOf(properties), Health);

    /// <summary>Judges extensions of one machine or model before they are installed.</summary>
    /// <param name="extensions">Each with a name and properties.</param>
    /// <exception cref="ArmException">One does not exist, or is there twice.</exception>
    public static void Check(IEnumerable<JsonNode> extensions)
    {
        HashSet<string> handlers = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonNode extension in extensions)
        {
            JsonNode? properties = extension.At("properties");
            string handler = HandlerOf(properties);
            if (Unmodelled.Contains(handler, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArmException(501, "NotModelled", $"LocalAzure does not model the extension {handler}.");
            }
            if (!Known.ContainsKey(handler))
            {
                throw new ArmException(
                    404,
                    "ArtifactNotFound",
                    $"The VM extension with publisher '{properties.At("publisher").Text()}' and type '{properties.At("type").Text()}' "
                        + "could not be found."
                );
            }
            if (properties.At("typeHandlerVersion").Text() is not { Length: > 0 })
            {
                throw new ArmException(
                    400,
                    "InvalidParameter",
                    "The value of parameter typeHandlerVersion is invalid.",
                    "typeHandlerVersion"
                );
            }
            if (!handlers.Add(handler))
            {
                throw new ArmException(
                    400,
                    "BadRequest",
                    "Multiple VMExtensions per handler not supported for OS type 'Linux'. VMExtension "
                        + $"'{extension.At("name").Text()}' with handler '{handler}' already added or specified in input."
                );
            }
        }
    }

    /// <summary>How the installation of an extension fails on a machine with this identity; null if it succeeds.</summary>
    /// <param name="name">The name of the extension.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="identity">The type of the machine's identity; may be empty.</param>
    public static ArmError? Failure(string name, JsonNode? properties, string identity)
    {
        string handler = HandlerOf(properties);
        string version = properties.At("typeHandlerVersion").Text() ?? "";
        if (!Known.TryGetValue(handler, out string[]? majors) || !majors.Contains(version.Split('.')[0]))
        {
            return new(
                "ArtifactVersionNotFound",
                $"No version found in the artifact repository that satisfies the requested version '{version}' for VM extension with "
                    + $"publisher '{properties.At("publisher").Text()}' and type '{properties.At("type").Text()}'."
            );
        }
        bool isSystem = identity.Contains("SystemAssigned", StringComparison.OrdinalIgnoreCase);
        bool hasAny = isSystem || identity.Contains("UserAssigned", StringComparison.OrdinalIgnoreCase);
        string? reason = handler.ToLowerInvariant() switch
        {
            _ when ArmPath.Same(handler, Login) && !isSystem =>
                "Non-zero exit code: 22, installer.sh install: the machine has no system-assigned managed identity",
            // Azure's handler may report success here, and its agent then finds no rule: hashicorp/terraform-provider-azurerm#19156.
            _ when ArmPath.Same(handler, Monitor) && !hasAny => "the machine has no managed identity",
            _ when ArmPath.Same(handler, Policy) && !isSystem => "the machine has no system-assigned managed identity",
            _ when ArmPath.Same(handler, Health) => ProblemOf(properties.At("settings")),
            _ => null,
        };
        return reason is null
            ? null
            : new(
                "VMExtensionHandlerNonTransientError",
                $"The handler for VM extension type '{handler}' has reported terminal failure for VM extension '{name}' with error message: "
                    + $"'[ExtensionOperationError] {reason}'."
            );
    }

    // The schema of the handler's settings: internal/handlersettings in Azure/applicationhealth-extension-linux.
    private static string? ProblemOf(JsonNode? settings)
    {
        string protocol = settings.At("protocol").Text() ?? "";
        int interval = settings.At("intervalInSeconds").Number() ?? 5;
        int probes = settings.At("numberOfProbes").Number() ?? 1;
        int grace = settings.At("gracePeriod").Number() ?? 0;
        return protocol is not ("tcp" or "http" or "https") ? "protocol must be one of tcp, http, https"
            : protocol == "tcp" && settings.At("port").Number() is not (>= 1 and <= 65535)
                ? "port must be from 1 to 65535 for tcp"
            : protocol == "tcp" && settings.At("requestPath") is not null ? "requestPath cannot be used with tcp"
            : interval is < 5 or > 60 ? "intervalInSeconds must be from 5 to 60"
            : probes is < 1 or > 24 ? "numberOfProbes must be from 1 to 24"
            : interval * probes > 240 ? "intervalInSeconds multiplied by numberOfProbes must not exceed 240"
            : grace is < 0 or > 14_400 ? "gracePeriod must be from 0 to 14400"
            : null;
    }
}
