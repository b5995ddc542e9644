using Build.Arguments;
using Cake.Core;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Run;

/// <summary>The settings of a run: as they are stated, and with what is inferred for those that are omitted.</summary>
internal sealed class RunSettings
{
    private readonly BuildContext _context;
    private readonly SettingsDocument? _document;
    private readonly Lazy<JumpboxSettings> _stated;
    private readonly Lazy<SettingValue?> _tenant;
    private readonly Lazy<JumpboxSettings> _complete;

    /// <summary>Creates an instance without reading anything.</summary>
    /// <param name="context">The run.</param>
    /// <param name="document">The settings of one of several images; null for those of the file.</param>
    public RunSettings(BuildContext context, SettingsDocument? document)
    {
        _context = context;
        _document = document;
        _stated = new Lazy<JumpboxSettings>(() => Read([]));
        _tenant = new Lazy<SettingValue?>(() =>
            context.Shared.Once(
                ("tenant", Stated.Cloud, Stated.Tenant, Stated.SubscriptionId),
                () => SignedInAccount.Tenant(context, Stated, context.Variables)
            )
        );
        _complete = new Lazy<JumpboxSettings>(Infer);
    }

    /// <summary>As file, environment and arguments specify them, validated.</summary>
    /// <exception cref="SettingsException">They are wrong.</exception>
    public JumpboxSettings Stated => _stated.Value;

    /// <summary>
    /// The tenant that the environment or az supplies, asked once; null where the settings specify one, and where nothing does.
    /// </summary>
    /// <exception cref="SettingsException">az is signed in to another cloud.</exception>
    public SettingValue? Tenant => _tenant.Value;

    /// <summary>With what is inferred from the account and the network.</summary>
    /// <exception cref="SettingsException">They are wrong.</exception>
    /// <exception cref="CakeException">The region is omitted, and the network that would supply it cannot be read.</exception>
    public JumpboxSettings Complete => _complete.Value;

    /// <summary>The names that settings may have for tools and checks; without those of tools where the catalogue is wrong.</summary>
    /// <param name="context">The run.</param>
    public static IReadOnlyList<KnownNames> KnownNames(BuildContext context)
    {
        KnownNames checks = new("skip", "a check", CheckRegistry.Ids);
        try
        {
            return
            [
                new("tools", "a tool of the catalogue", [.. context.Pins.Catalogue.Tools.Select(tool => tool.Name)]),
                checks,
            ];
        }
        catch (PinException)
        {
            // The target that needs the catalogue reports it.
            return [checks];
        }
    }

    private JumpboxSettings Infer()
    {
        List<SettingValue> inferred = [];
        if (Tenant is { } tenant)
        {
            inferred.Add(tenant);
        }
        if (Stated.Region is null)
        {
            // Cake's tasks read settings synchronously; this is the only request that they may need.
            inferred.Add(NetworkRegion.ReadAsync(_context).GetAwaiter().GetResult());
        }
        // Read again with what was found, so that everything is checked against everything.
        return inferred.Count == 0 ? Stated : Read(inferred);
    }

    private JumpboxSettings Read(IEnumerable<SettingValue> inferred) =>
        SettingsReader.Read(
            new SettingsSource(
                _context.Given.Text(CommandLine.Config) ?? UserRepository.Default(UserRepository.Settings),
                [.. _context.Given.Texts(CommandLine.Set)],
                _context.Variables
            )
            {
                Document = _document,
                Found = [.. _context.Given.Settings(), .. inferred],
                Known = KnownNames(_context),
            }
        );
}
