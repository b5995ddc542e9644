namespace Jumpbox.Settings;

/// <summary>
/// All settings in the order of the file: the single source for the reader, the JSON schema and the documentation.
/// </summary>
internal static class SettingDefinitions
{
    private const string GroupName = @"^[-\w._()]{1,89}[-\w_()]$";
    private const string Subnet = "Microsoft.Network/virtualNetworks/subnets";

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("cloud", SettingKind.Choice, "The cloud to use; `local` is LocalAzure, which runs in this process.")
        {
            Default = "local",
            Choices = ["local", "azure", "azureUSGovernment", "azureChina"],
        },
        new(
            "subscription",
            SettingKind.Guid,
            "The subscription; always the build subnet's. Specify it to have a subnet of another subscription refused."
        )
        {
            Example = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
        },
        new(
            "tenant",
            SettingKind.Guid,
            "The tenant. Default: `AZURE_TENANT_ID`, otherwise the one that `az` is signed in to."
        )
        {
            Example = "1d2c3b4a-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        },
        new("location", SettingKind.Text, "The region of the builder and the image. Default: the virtual network's.")
        {
            Pattern = "^[a-z][a-z0-9]{2,39}$",
            Expectation = "a region's short name in lower case",
            Example = "eastus2",
        },
        new(
            "resourceGroups.builder",
            SettingKind.Text,
            "The resource group of the identity and the image templates; created if missing. "
                + "Default: `rg-NAME-REGION`, from `image.name` and `location`."
        )
        {
            Pattern = GroupName,
            Expectation = "a resource group name: at most 90 letters, digits and -_.(), not ending in a dot",
            Example = "rg-imagebuilders-eastus2",
        },
        new(
            "resourceGroups.image",
            SettingKind.Text,
            "The resource group of the finished image; created if missing. Default: `rg-NAME-images`, from `image.name`."
        )
        {
            Pattern = GroupName,
            Expectation = "a resource group name: at most 90 letters, digits and -_.(), not ending in a dot",
            Example = "rg-jumpbox-images",
        },
        new("network.buildSubnetId", SettingKind.ResourceId, "The subnet of the build VM.")
        {
            Required = true,
            ResourceTypes = [Subnet],
            Example =
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-build",
        },
        new(
            "network.containerInstanceSubnetId",
            SettingKind.ResourceId,
            "The subnet of the container instance that runs Packer. Without it, the build uses a private link and a proxy VM."
        )
        {
            ResourceTypes = [Subnet],
            Example =
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-containers",
        },
        new(
            "network.probeImage",
            SettingKind.Text,
            "The image of `Prereqs --probe`, with bash, getent, timeout and openssl. Only a digest says what runs."
        )
        {
            Pattern = "^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$",
            Expectation = "a registry's host, a repository and a digest, as host/repository@sha256:…",
            Example =
                "mcr.microsoft.com/azure-cli@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        },
        new(
            "network.probeAccount",
            SettingKind.Text,
            "An existing storage account that `Prereqs --probe` connects to, in place of the one that a build creates."
        )
        {
            Pattern = "^[a-z0-9]{3,24}$",
            Expectation = "3 to 24 lower-case letters and digits",
            Example = "stimagelogs",
        },
        new(
            "roles.kind",
            SettingKind.Choice,
            "`custom`: two least-privilege custom roles; `builtIn`: Azure's broader built-in roles."
        )
        {
            Default = "custom",
            Choices = ["custom", "builtIn"],
        },
        new(
            "roles.assigned",
            SettingKind.Choice,
            "`byPipeline`: Roles and Identity create what is missing, and Cleanup deletes it; `beforehand`: someone else has run "
                + "Identity once, and the pipeline only verifies it, so it needs no right to assign roles or to tag images."
        )
        {
            Default = "byPipeline",
            Choices = ["byPipeline", "beforehand"],
        },
        new("image.name", SettingKind.Text, "The prefix of all resource names.")
        {
            Default = "aks-jumpbox",
            Pattern = "^[a-z][a-z0-9-]{1,38}[a-z0-9]$",
            Expectation = "3 to 40 lower-case letters, digits and dashes, starting with a letter",
            Example = "aks-jumpbox",
        },
        new("image.architecture", SettingKind.Choice, "The processor architecture of the image and the tools.")
        {
            Default = "amd64",
            Choices = ["amd64", "arm64"],
        },
        new("image.base.publisher", SettingKind.Text, "The base image's marketplace publisher.")
        {
            Default = "Canonical",
        },
        new("image.base.offer", SettingKind.Text, "The base image's marketplace offer.")
        {
            Default = "ubuntu-24_04-lts",
        },
        new("image.base.sku", SettingKind.Text, "The base image's marketplace SKU.") { Default = "server" },
        new("image.base.version", SettingKind.Text, "An exact version, or `locked` for the one in the lock.")
        {
            Default = BaseImageSettings.Locked,
            Pattern = @"^(locked|[0-9]+\.[0-9]+\.[0-9]+)$",
            Expectation = "'locked' or an exact version ('latest' would be a different image every month)",
            Example = "locked",
        },
        new(
            "image.base.allowUnsupported",
            SettingKind.Boolean,
            "Allows a base image that its publisher no longer supports, such as Ubuntu 18.04."
        )
        {
            Default = "false",
        },
        new(
            "image.base.imageId",
            SettingKind.ResourceId,
            "A managed image or gallery version to use as the base image instead."
        )
        {
            ResourceTypes = ["Microsoft.Compute/images", "Microsoft.Compute/galleries/images/versions"],
        },
        new("image.distribute.kind", SettingKind.Choice, "The form of the finished image.")
        {
            Default = "managedImage",
            Choices = ["managedImage", "gallery", "vhd"],
        },
        new("image.distribute.galleryImageId", SettingKind.ResourceId, "The gallery image definition, for `gallery`.")
        {
            ResourceTypes = ["Microsoft.Compute/galleries/images"],
        },
        new(
            "image.distribute.versioning",
            SettingKind.Choice,
            "How the version is chosen, for `gallery`: `semver` (the next patch), `date` (YYYY.MM.DDNN) or `fixed`. "
                + "Default: `fixed` with `image.distribute.galleryVersion`, otherwise `semver`. See [galleries](galleries.md#versions)."
        )
        {
            Choices = ["semver", "date", "fixed"],
        },
        new(
            "image.distribute.galleryVersion",
            SettingKind.Text,
            "The version, for `fixed`; the lowest one, for `semver`."
        )
        {
            Pattern = @"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$",
            Expectation = "three numbers separated by dots, without leading zeros",
            Example = "1.0.0",
        },
        new(
            "image.distribute.replicationRegions",
            SettingKind.TextList,
            "The regions of the gallery version. Default: the image's region."
        ),
        .. GallerySettingDefinitions.All,
        new("buildVm.size", SettingKind.Text, "The size of the build VM.")
        {
            Default = "Standard_D2ds_v4",
            Pattern = "^[A-Za-z0-9_-]+$",
            Expectation = "a VM size",
        },
        new("buildVm.osDiskSizeGB", SettingKind.Integer, "The OS disk size in GiB; 0 means the base image's size.")
        {
            Default = "0",
            Maximum = 4095,
        },
        new(
            "buildVm.proxySize",
            SettingKind.Text,
            "The size of the proxy VM; only without a container-instance subnet."
        )
        {
            Pattern = "^[A-Za-z0-9_-]+$",
            Expectation = "a VM size",
            Example = "Standard_A1_v2",
        },
        new("buildVm.timeoutMinutes", SettingKind.Integer, "The build timeout in minutes.")
        {
            Default = "240",
            Minimum = 6,
            Maximum = 960,
        },
        new(
            "buildVm.attempts",
            SettingKind.Integer,
            "How often a build is started at most if it fails for a reason that is known to pass, such as no capacity in the region."
        )
        {
            Default = "1",
            Minimum = 1,
            Maximum = 5,
        },
        new(
            "buildVm.fallbackSizes",
            SettingKind.TextList,
            "The sizes that later attempts use in turn if Azure has no capacity for `buildVm.size` or does not offer it; needs `buildVm.attempts` of at least 2."
        )
        {
            Pattern = "^[A-Za-z0-9_-]+$",
            Expectation = "a VM size",
            Example = "Standard_D2ds_v5",
        },
        new(
            "buildVm.stagingResourceGroup",
            SettingKind.ResourceId,
            "An empty resource group for the transient resources."
        )
        {
            ResourceTypes = ["Microsoft.Resources/resourceGroups"],
        },
        new("buildVm.managedResourceTags", SettingKind.TextMap, "Tags for what Azure creates during a build."),
        new(
            "buildVm.onCustomizerError",
            SettingKind.Choice,
            "What happens after a failed step: `cleanup` deletes the build VM, `abort` leaves it running, and costing."
        )
        {
            Default = "cleanup",
            Choices = ["cleanup", "abort"],
        },
        new(
            "tools",
            SettingKind.BooleanMap,
            "Which tools of the catalogue are installed or left out by name; omitted tools follow `tools.bundle`."
        ),
        new(
            KubectlSetting.Path,
            SettingKind.Choice,
            "Whether kubectl is installed, as for each other tool, and with `cluster` also which one is pinned: `Update` pins the newest "
                + "that is within one minor version of each of `smoke.clusters`. [Which kubectl](tools.md#bundles)."
        )
        {
            Choices = ["true", "false", KubectlSetting.Follow],
        },
        new(
            "tools.bundle",
            SettingKind.Choice,
            "Which tools and Ubuntu packages are installed: `original` (the seven tools of the original), `triage` (also those "
                + "that find faults in a cluster and on the network) or `full`. [What is in them](tools.md#bundles)."
        )
        {
            Default = "original",
            Choices = ["original", "triage", "full"],
        },
        new("customizer.upgrade", SettingKind.Boolean, "Whether all packages are upgraded to the locked snapshot.")
        {
            Default = "true",
        },
        new(
            "customizer.profile",
            SettingKind.Choice,
            "How far the image is hardened: `none`, `ssh` (no passwords, no root), or CIS level 1 or 2 as far as an image can "
                + "have it. The items are in [hardening](hardening.md)."
        )
        {
            Default = "ssh",
            Choices = ["none", "ssh", "cis-l1", "cis-l2"],
        },
        new(
            "customizer.optOuts",
            SettingKind.TextMap,
            "Items of the profile that are left out: the id and the reason. The steps and the checks in the VM print them."
        ),
        new(
            "customizer.keep",
            SettingKind.TextMap,
            "What may stay in the image although it looks like a left-over of the build machine: a path with `*` and `**`, "
                + "`user:NAME`, `sudo:NAME` or `package:NAME`, and the reason."
        ),
        new(
            "customizer.packages",
            SettingKind.TextList,
            "Packages of Ubuntu's archive to install, besides those of `tools.bundle`. The lock has their versions and digests, and "
                + "those of everything that they depend on; `Update` writes them."
        )
        {
            Pattern = @"^[a-z0-9][a-z0-9+.-]+$",
            Expectation = "the name of a Debian package, without a version",
            Example = "tcpdump",
        },
        new(
            "customizer.azExtensions",
            SettingKind.TextList,
            "Extensions of az to install for every user. The lock has their versions and digests, and those of everything that they "
                + "depend on; `Update` writes them, and the build VM asks no package index."
        )
        {
            Pattern = @"^[a-z0-9][a-z0-9-]{0,39}$",
            Expectation = "the name of an extension of az, without a version",
            Example = "ssh",
        },
        new(
            "customizer.motd",
            SettingKind.Text,
            "The message of the day, `/etc/motd`, which users see when they sign in. Secrets are refused, and with a CIS profile the "
                + "system's name."
        )
        {
            Pattern = @"^(?!\[)([^\u0000-\u001f\u007f-\u009f]|\n(?!\[)){1,2000}$",
            Expectation = "at most 2000 characters without control characters, no line of which begins with [",
            Example = "Jump box of team blue",
        },
        new(
            "customizer.proxy",
            SettingKind.Text,
            "The HTTP proxy of apt, curl and your own steps in the build VM. The image does not keep it."
        )
        {
            Pattern = @"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?$",
            Expectation = "an http(s) URL of a host and a port, without a user or password",
            Example = "http://proxy.example:3128",
        },
        new(
            "customizer.noProxy",
            SettingKind.TextList,
            "Hosts and domains that the build VM reaches without the proxy, besides Azure's own addresses."
        )
        {
            Pattern = @"^[A-Za-z0-9.:/*-]+$",
            Expectation = "a host, a domain with a leading dot or an address",
            Example = ".corp.example",
        },
        new(
            "customizer.environment",
            SettingKind.TextMap,
            "Environment variables of your own steps (`steps/before-STEP`, `steps/after-STEP`). Secrets are refused."
        ),
        new(
            "customizer.hosts",
            SettingKind.TextList,
            "Hosts that your own steps reach over HTTPS; they are added to the egress list."
        )
        {
            Pattern = @"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$",
            Expectation = "a host name",
            Example = "store.example",
        },
        new(
            "customizer.stepMinutes",
            SettingKind.Integer,
            "The maximum duration of each of your own steps, in minutes."
        )
        {
            Default = "20",
            Minimum = 1,
            Maximum = 900,
        },
        new(
            "gitHub.api",
            SettingKind.Text,
            "The GitHub API that versions are read from, for example of a GitHub Enterprise Server."
        )
        {
            Default = "https://api.github.com/",
            Pattern = "^https://[^\\s?#]+$",
            Expectation = "an https URL, for GitHub Enterprise Server https://HOST/api/v3/",
            Example = "https://github.example.com/api/v3/",
        },
        new(
            "gitHub.tokenHosts",
            SettingKind.TextList,
            "Hosts that may receive the token in `GITHUB_TOKEN`, besides `api.github.com`: without an entry, `gitHub.api` on "
                + "another host is used without a token."
        )
        {
            Example = "github.example.com",
        },
        new("mirrors", SettingKind.TextMap, "Hosts or URL prefixes and their replacements, for closed networks."),
        new("tags", SettingKind.TextMap, "Tags for everything that is created."),
        new("cleanup", SettingKind.Choice, "How much is deleted after an image is finished.")
        {
            Default = "role",
            Choices = ["none", "role", "template", "all"],
        },
        .. LifeSettingDefinitions.All,
        new(
            "sweep.unattended",
            SettingKind.Choice,
            "What Sweep with `--yes` deletes without a terminal: `listed`, only the list that was shown, by its digest (`--list`); "
                + "`policy`, everything that it would list as removable."
        )
        {
            Default = "listed",
            Choices = ["listed", "policy"],
        },
        new(
            "gate.lockCheckedWithinDays",
            SettingKind.Integer,
            "The maximum age of the last check of the lock, in days."
        )
        {
            Default = "14",
        },
        new("gate.maximumAgeDays", SettingKind.Integer, "The maximum age of a released image, in days.")
        {
            Default = "30",
        },
        new(
            "gate.maximumPackageAgeDays",
            SettingKind.Integer,
            "The maximum age of the package state (the lock's `aptSnapshot`, without `customizer.upgrade` the base image), in days; "
                + "0 for no limit."
        )
        {
            Default = "60",
        },
        new(
            "gate.maximumBaseImageAgeDays",
            SettingKind.Integer,
            "The maximum age of the base image, by the day in its version, in days; 0 for no limit."
        )
        {
            Default = "180",
        },
        new(
            "gate.allowedBaseImages",
            SettingKind.TextList,
            "Base images that a release may use, as `publisher/offer/sku`; `*` matches any part."
        ),
        new(
            "gate.deniedLicences",
            SettingKind.TextList,
            "Licences that a release must not contain, each by its id in the SPDX License List."
        ),
        new(
            "gate.unknownLicences",
            SettingKind.Choice,
            "How the gate judges packages whose licence is unknown: `list` names them in the verdict, `allow` only counts "
                + "them, `deny` refuses the release."
        )
        {
            Default = "list",
            Choices = ["allow", "list", "deny"],
        },
        new(
            "gate.minimumAssessed",
            SettingKind.Integer,
            "How many percent of an assessor's applicable rules must have passed in a rehearsal with `--assess`, from 1 to 100; 0: an "
                + "assessment is shown and does not decide. See [hardening](hardening.md#assessed-by-openscap)."
        )
        {
            Default = "0",
            Maximum = 100,
        },
        new("gate.allowSkips", SettingKind.Boolean, "Whether recorded skips of checks are accepted.")
        {
            Default = "true",
        },
        new(
            "gate.signers",
            SettingKind.TextList,
            "Who may sign the evidence of a release: workflows of GitHub Actions and keys, see "
                + "[evidence](evidence.md#who-may-sign). On LocalAzure an empty list means the local key."
        )
        {
            Example = "workflow:OWNER/REPOSITORY/.github/workflows/image.yml@refs/heads/main",
        },
        new(
            "gate.trustedRoot",
            SettingKind.Text,
            "The file with the trusted roots of GitHub's attestations, from `gh attestation trusted-root`; required for "
                + "workflows in `gate.signers`."
        )
        {
            Example = "trusted_root.jsonl",
        },
        new(
            "gate.unsigned",
            SettingKind.Choice,
            "Whether evidence without a signature is refused or accepted; if accepted, the verdict says so."
        )
        {
            Default = "refuse",
            Choices = ["refuse", "accept"],
        },
        .. ScanSettingDefinitions.All,
        .. SmokeSettingDefinitions.All,
        .. RolloutSettingDefinitions.All,
        new(
            "signing.key",
            SettingKind.Text,
            "The key that signs evidence and verdict: `none`, `local` (a file in `artifacts/secrets`) or a key in Key Vault "
                + "with its version. Default: `local` on LocalAzure, otherwise `none`."
        )
        {
            Pattern = $"^(none|local|{SignerSetting.KeyAddress})$",
            Expectation = "none, local, or https://VAULT.vault.azure.net/keys/NAME/VERSION",
            Example = "https://my-vault.vault.azure.net/keys/evidence/0123456789abcdef0123456789abcdef",
        },
        new("prices", SettingKind.DecimalMap, "Your own price sheet for the cost estimate, for example `vmHour`."),
        new("skip", SettingKind.TextMap, "Checks to skip: id and reason."),
    ];
}
