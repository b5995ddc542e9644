using System.Text;
using Build.Arguments;
using Build.Run;
using Cake.Az;
using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Starting;
using Jumpbox.Boundaries;
using Jumpbox.Files;
using Jumpbox.Naming;
using Jumpbox.Preflight;
using Jumpbox.Settings;
using Jumpbox.Starting;

namespace Build.Starting;

/// <summary>A user's first settings: from a subnet, from the signed-in account, or from an answer on the terminal.</summary>
internal sealed class FirstRun
{
    private const string SomeRegion = "eastus2";
    private static readonly string[] DependOnSubnet = ["network.", "subscription", "buildVm.stagingResourceGroup"];
    private const string AnySubnet =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/any/providers/Microsoft.Network/virtualNetworks/any/subnets/any";
    private readonly BuildContext _context;
    private readonly string _file;
    private readonly Dictionary<string, string> _set;
    private readonly AzAccount? _account;

    private FirstRun(BuildContext context, string file)
    {
        _context = context;
        _file = file;
        _set = context
            .Given.Texts(CommandLine.Set)
            .Select(text => text.Split('=', 2))
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.OrdinalIgnoreCase);
        _account = AzureCloud.Find(Cloud) is { } cloud ? SignedInAccount.Find(context, cloud, Subscription) : null;
    }

    /// <summary>Whether the repository of <c>--to</c> has its settings already, and only other files may be missing.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="SettingsException">Arguments for new settings would have no effect.</exception>
    public static bool IsDone(BuildContext context)
    {
        if (
            context.Given.Text(CommandLine.To) is not { } folder
            || context.Given.IsOn(CommandLine.Force)
            || !File.Exists(Path.Combine(folder, UserRepository.Settings))
        )
        {
            return false;
        }
        string[] unread =
        [
            .. new[] { CommandLine.Subnet, CommandLine.Gallery, CommandLine.Set, CommandLine.Config }
                .Where(name => context.Given.Texts(name).Count > 0)
                .Select(name => $"--{name}"),
        ];
        return unread.Length == 0
            ? true
            : throw new SettingsException(
                $"{Path.Combine(folder, UserRepository.Settings)} exists already, so {string.Join(", ", unread)} would have no "
                    + "effect; nothing was written. Omit them to add only the missing files, or replace the settings with --force."
            );
    }

    /// <summary>The cloud to ask.</summary>
    public CloudChoice Place => new(Cloud, Tenant);

    /// <summary>Begins, unless the file holds settings of the user.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="SettingsException">The file exists already.</exception>
    public static async Task<FirstRun> BeginAsync(BuildContext context)
    {
        string file = context.Given.Text(CommandLine.To) is { } folder
            ? Path.Combine(folder, UserRepository.Settings)
            : context.Given.Text(CommandLine.Config) ?? UserRepository.Default(UserRepository.Settings);
        if (
            File.Exists(file)
            && !context.Given.IsOn(CommandLine.Force)
            && !await IsSampleAsync(file, context.Interrupted)
        )
        {
            throw new SettingsException(
                $"{file} exists already; nothing was written. Replace it with --force, or write to another place with "
                    + "--config=FILE or --to=DIR."
            );
        }
        FirstRun first = new(context, file);
        // Values of --set are judged before anything is requested, unless they depend on the subnet, which is not known yet.
        if (
            !first._set.Keys.Any(path =>
                DependOnSubnet.Any(one => path.StartsWith(one, StringComparison.OrdinalIgnoreCase))
            )
        )
        {
            _ = first.Read(new FirstSettings().With("network.buildSubnetId", AnySubnet).Render(null), SomeRegion);
        }
        return first;
    }

    /// <summary>The subnets for the image.</summary>
    /// <param name="azure">The session.</param>
    /// <exception cref="CakeException">There is no such subnet, or none is obvious; the message lists the candidates.</exception>
    /// <exception cref="AzureFailure">Networks could not be read.</exception>
    public async Task<SubnetChoice> ChooseSubnetsAsync(AzureSession azure)
    {
        NetworkSearch search = new(azure);
        try
        {
            if (_context.Given.Text(CommandLine.Subnet) is { } subnet)
            {
                return await search.ReadAsync(ResourceId.Parse(subnet), _context.Interrupted);
            }
            IReadOnlyList<SubnetChoice> candidates = await search.ListAsync(Subscription, _context.Interrupted);
            return SubnetChoice.Obvious(candidates) ?? SubnetPrompt.Ask(_context, candidates);
        }
        catch (SettingsException refused)
        {
            // Requests were sent, so this is not exit code 2.
            throw new CakeException(refused.Message);
        }
    }

    /// <summary>The settings for these subnets, validated like any others.</summary>
    /// <param name="subnets">The subnets.</param>
    /// <returns>The file's text, and the settings as the next run reads them.</returns>
    /// <exception cref="CakeException">A value of <c>--set</c> does not fit the subnet.</exception>
    public (string Text, JumpboxSettings Settings) Write(SubnetChoice subnets)
    {
        FirstSettings first = new FirstSettings()
            .With("cloud", Cloud)
            .With("network.buildSubnetId", subnets.Build.Id.ToString())
            .With("network.containerInstanceSubnetId", subnets.Containers?.Id.ToString())
            .With("customizer.profile", "cis-l1");
        foreach ((string path, string value) in _set)
        {
            first.With(path, value);
        }
        if (!_set.ContainsKey("image.name"))
        {
            first.With("image.name", "aks-jumpbox");
        }
        if (_context.Given.Texts(CommandLine.Gallery) is { Count: > 0 } gallery)
        {
            JumpboxSettings named = ReadFor(first.Render(null), subnets);
            string name = gallery[^1].Length > 0 ? gallery[^1] : $"gal_{named.Image.Name.Replace('-', '_')}";
            first
                .With("image.distribute.kind", "gallery")
                .With(
                    "image.distribute.galleryImageId",
                    $"{new Names(named).ImageGroup}/providers/Microsoft.Compute/galleries/{name}/images/{named.Image.Name}"
                )
                .With("image.distribute.versioning", "semver");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(_file))!;
        bool hasSchema =
            _context.Given.Text(CommandLine.To) is not null || File.Exists(Path.Combine(folder, "jumpbox.schema.json"));
        string text = first.Render(hasSchema ? "./jumpbox.schema.json" : null);
        return (text, ReadFor(text, subnets));
    }

    /// <summary>Creates the gallery and the image definition that the settings name, if they are missing.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public async Task EnsureGalleryAsync(AzureSession azure, JumpboxSettings settings)
    {
        if (settings.Image.Distribute.Kind != DistributionKind.Gallery)
        {
            return;
        }
        string commit = (await _context.RevisionAsync()).Commit;
        foreach (string made in await new GalleryRollout(azure, settings).EnsureAsync(commit, _context.Interrupted))
        {
            _context.Log.Information("{0} created.", made);
        }
    }

    /// <summary>Writes the file, and says what it leaves out and where that comes from.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="subnets">The subnets.</param>
    public void Save(string text, JumpboxSettings settings, SubnetChoice subnets)
    {
        AtomicFile.Write(_file, text);
        string network = subnets.Network.Id.Name;
        string groups =
            $"Resource groups {settings.ResourceGroups.Builder} and {settings.ResourceGroups.Image}: the first build creates them if "
            + "they are missing.";
        string[] lines =
        [
            $"Subscription {settings.SubscriptionId}: the subnet's.",
            $"Region {settings.Location}: {(_set.ContainsKey("location") ? "as set" : $"that of the virtual network {network}")}.",
            Tenant is not { } tenant ? "Tenant: the subscription's."
            : _set.ContainsKey("tenant") ? $"Tenant {tenant}: as set."
            : tenant == _account?.TenantId ? $"Tenant {tenant}: the one that az is signed in to."
            : $"Tenant {tenant}: from the environment.",
            $"Build subnet {settings.Network.BuildSubnetId.Name}.",
            settings.Network.ContainerInstanceSubnetId is not { } containers
                ? "No container-instance subnet, so the build uses a private link and a proxy VM. Microsoft recommends a subnet "
                    + $"that is delegated to Microsoft.ContainerInstance/containerGroups, in {network}: docs/network.md."
            : containers == subnets.Containers?.Id
                ? $"Container-instance subnet {containers.Name}: delegated to Microsoft.ContainerInstance/containerGroups."
            : $"Container-instance subnet {containers.Name}: as set.",
            groups,
            settings.AsksForScan
                ? "Known vulnerabilities: Scan looks for them after each build, as set."
                : "Known vulnerabilities: they do not decide about a release. To change that, set limits in gate.vulnerabilities, and "
                    + "scan.command or scan.advisories: docs/scan.md.",
            $"{_file} written. Next: {Next()}",
        ];
        foreach (string line in lines)
        {
            _context.Log.Information("{0}", line);
        }
    }

    private string Cloud =>
        _context.Given.Text(CommandLine.Cloud)
        ?? _set.GetValueOrDefault("cloud")
        ?? (_context.Variables.GetValueOrDefault("JUMPBOX__CLOUD") is { Length: > 0 } cloud ? cloud : "local");

    private string? Subscription =>
        _set.GetValueOrDefault("subscription")
        ?? (
            _context.Given.Text(CommandLine.Subnet) is { } subnet ? ResourceId.Parse(subnet).SubscriptionId
            : _context.Variables.GetValueOrDefault("AZURE_SUBSCRIPTION_ID") is { Length: > 0 } known ? known
            : _account?.Id
        );

    private string? Tenant =>
        _set.GetValueOrDefault("tenant")
        ?? (
            _context.Variables.GetValueOrDefault("AZURE_TENANT_ID") is { Length: > 0 } known
                ? known
                : _account?.TenantId
        );

    private string Next() =>
        _context.Given.Text(CommandLine.To) is { } folder
            ? $"cd {ShellWord.Quote(folder)} && ./build.sh --target=Prereqs"
        : _context.Given.Text(CommandLine.Config) is { } file
            ? $"./build.sh --target=Prereqs --config={ShellWord.Quote(file)}"
        : "./build.sh --target=Prereqs";

    private JumpboxSettings ReadFor(string text, SubnetChoice subnets)
    {
        try
        {
            return Read(text, Regions.Normalise(subnets.Network.Location));
        }
        catch (SettingsException refused)
        {
            throw new CakeException(refused.Message);
        }
    }

    // The next run reads the file; so does this one, before there is a file. The arguments are read again, so that a wrong one is
    // blamed and not the file.
    private JumpboxSettings Read(string text, string region) =>
        SettingsReader.Read(
            new SettingsSource(_file, [.. _context.Given.Texts(CommandLine.Set)], _context.Variables)
            {
                Content = Encoding.UTF8.GetBytes(text),
                Known = RunSettings.KnownNames(_context),
                Found = _set.ContainsKey("location")
                    ? []
                    : [new SettingValue("location", region, "the virtual network")],
            }
        );

    // The sample that this repository ships holds nothing of the user, and Git can restore it.
    private static async Task<bool> IsSampleAsync(string file, CancellationToken cancellationToken) =>
        SamplePlaceholders.AreIn(await File.ReadAllTextAsync(file, cancellationToken))
        && await GitCheckout.IsUnchangedAsync(file, cancellationToken);
}
