using System.Globalization;
using Jumpbox.Life;

namespace Jumpbox.Settings;

/// <summary>Creates the settings of environments and retention, and checks that they are consistent.</summary>
internal static class LifeSettingsReading
{
    private const string Ids = "environments.galleryImageIds";
    private const string OfRegions = "environments.regions";
    private const string From = "environments.from";
    private const string Ages = "environments.maximumAgeDays";
    private const string Promotes = "environments.promoteAfterDays";
    private const string Evidence = "environments.evidence";
    private const string Encryption = "environments.encryptionSetIds";
    private const string EncryptionSet = "Microsoft.Compute/diskEncryptionSets";
    private const string Definition = "Microsoft.Compute/galleries/images";
    private const int MostDays = 3650;

    public static RetentionSettings Retention(SettingValues values) =>
        new(
            values.Integer("retention.keepReleased"),
            values.Integer("retention.keepUnreleased"),
            Days(values, "retention.releasedDays"),
            Days(values, "retention.unreleasedDays"),
            Days(values, "retention.failedDays"),
            Days(values, "retention.retiredDays")
        );

    /// <summary>The environments, in the order of their names; wrong entries are omitted and recorded by <see cref="Check"/>.</summary>
    public static IReadOnlyList<EnvironmentSettings> Environments(SettingValues values)
    {
        IReadOnlyDictionary<string, string> regions = values.Map<string>(OfRegions);
        IReadOnlyDictionary<string, string> from = values.Map<string>(From);
        IReadOnlyDictionary<string, string> ages = values.Map<string>(Ages);
        IReadOnlyDictionary<string, string> promotes = values.Map<string>(Promotes);
        IReadOnlyDictionary<string, string> evidence = values.Map<string>(Evidence);
        IReadOnlyDictionary<string, string> encryption = values.Map<string>(Encryption);
        bool signed = values.Text("gate.unsigned") != "accept";
        return
        [
            .. values
                .Map<string>(Ids)
                .Where(entry => IsDefinition(entry.Value))
                .Select(entry => new EnvironmentSettings(
                    entry.Key,
                    ResourceId.Parse(entry.Value),
                    List(regions.GetValueOrDefault(entry.Key)),
                    from.GetValueOrDefault(entry.Key),
                    Number(ages.GetValueOrDefault(entry.Key)) ?? values.Integer("gate.maximumAgeDays"),
                    evidence.TryGetValue(entry.Key, out string? proof) ? proof != "tags" : signed
                )
                {
                    PromoteAfterDays = Number(promotes.GetValueOrDefault(entry.Key)),
                    EncryptionSets =
                        Sets(encryption.GetValueOrDefault(entry.Key)) ?? new Dictionary<string, ResourceId>(),
                }),
        ];
    }

    /// <summary>Records what is wrong or contradicts something else.</summary>
    public static void Check(SettingValues values, JumpboxSettings settings)
    {
        IReadOnlyDictionary<string, string> ids = values.Map<string>(Ids);
        foreach ((string name, string id) in ids)
        {
            if (name.Equals(LifePlace.Build, StringComparison.OrdinalIgnoreCase) || name.Any(IsNoPartOfAName))
            {
                // --environment=build is the gallery of the build, and lists of environments are separated by commas.
                values.RejectEntry(
                    Ids,
                    name,
                    id,
                    $"a name of an environment other than {LifePlace.Build}, without spaces and commas",
                    "prod"
                );
            }
            if (!IsDefinition(id))
            {
                values.RejectEntry(
                    Ids,
                    name,
                    id,
                    $"the resource id of a {Definition}",
                    "/subscriptions/…/images/jumpbox"
                );
            }
            else if (settings.Image.Distribute.Kind != DistributionKind.Gallery)
            {
                values.RejectEntry(
                    Ids,
                    name,
                    id,
                    "no environments, since image.distribute.kind is not gallery",
                    "gallery"
                );
            }
        }
        foreach (string map in (string[])[OfRegions, From, Ages, Promotes, Evidence, Encryption])
        {
            foreach ((string name, string value) in values.Map<string>(map).Where(entry => !ids.ContainsKey(entry.Key)))
            {
                values.RejectEntry(
                    map,
                    name,
                    value,
                    $"one of the environments in {Ids}",
                    ids.Keys.FirstOrDefault() ?? "prod"
                );
            }
        }
        foreach (string map in (string[])[Ages, Promotes])
        {
            foreach ((string name, string age) in values.Map<string>(map).Where(entry => Number(entry.Value) is null))
            {
                values.RejectEntry(map, name, age, $"a whole number of days, at most {MostDays}", "14");
            }
        }
        foreach (
            (string name, string proof) in values
                .Map<string>(Evidence)
                .Where(entry => entry.Value is not ("signed" or "tags"))
        )
        {
            values.RejectEntry(Evidence, name, proof, "signed or tags", "signed");
        }
        CheckEncryption(values, settings);
        CheckOrder(values, ids);
        CheckSharedDefinitions(values, settings);
    }

    // Source: azure-compute-docs, image-version-encryption.md: in the gallery's subscription, and in every region or in none.
    private static void CheckEncryption(SettingValues values, JumpboxSettings settings)
    {
        const string Example = "eastus2=/subscriptions/…/diskEncryptionSets/des-jumpbox";
        foreach ((string name, string text) in values.Map<string>(Encryption))
        {
            EnvironmentSettings? environment = settings.Environments.FirstOrDefault(one => one.Name == name);
            if (Sets(text) is not { } sets)
            {
                values.RejectEntry(
                    Encryption,
                    name,
                    text,
                    $"REGION=ID, separated by commas, each region once, with the ids of {EncryptionSet}",
                    Example
                );
            }
            else if (sets.Values.Any(set => set.SubscriptionId != environment?.GalleryImageId.SubscriptionId))
            {
                values.RejectEntry(
                    Encryption,
                    name,
                    text,
                    "disk encryption sets in the subscription of the environment's gallery",
                    Example
                );
            }
            else if (environment!.Regions.FirstOrDefault(region => !sets.ContainsKey(region)) is { } missing)
            {
                values.RejectEntry(
                    Encryption,
                    name,
                    text,
                    $"a disk encryption set for each of its regions, also for {missing}",
                    Example
                );
            }
        }
    }

    private static Dictionary<string, ResourceId>? Sets(string? text)
    {
        Dictionary<string, ResourceId> sets = [];
        foreach (string entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            string[] parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            if (
                parts is not [{ Length: > 0 } region, string id]
                || !ResourceId.TryParse(id, out ResourceId? set)
                || !set.IsOfType(EncryptionSet)
                || !sets.TryAdd(List(region)[0], set)
            )
            {
                return null;
            }
        }
        return sets;
    }

    private static void CheckOrder(SettingValues values, IReadOnlyDictionary<string, string> ids)
    {
        IReadOnlyDictionary<string, string> from = values.Map<string>(From);
        foreach ((string name, string source) in from)
        {
            HashSet<string> seen = [name];
            string? at = source;
            while (at is not null && seen.Add(at))
            {
                at = from.GetValueOrDefault(at);
            }
            if (at is not null || !ids.ContainsKey(source))
            {
                values.RejectEntry(
                    From,
                    name,
                    source,
                    at is not null
                        ? "an environment that does not come from this one"
                        : $"one of the environments in {Ids}",
                    "test"
                );
            }
        }
    }

    // Two environments may share a definition with regions of their own; the build's versions are never their own copies.
    private static void CheckSharedDefinitions(SettingValues values, JumpboxSettings settings)
    {
        foreach (EnvironmentSettings one in settings.Environments)
        {
            if (one.GalleryImageId == settings.Image.Distribute.GalleryImageId)
            {
                values.RejectEntry(
                    Ids,
                    one.Name,
                    $"{one.GalleryImageId}",
                    "another image definition than the build's",
                    "prod"
                );
            }
        }
    }

    private static bool IsNoPartOfAName(char letter) =>
        char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == ',';

    private static bool IsDefinition(string text) =>
        ResourceId.TryParse(text, out ResourceId? id) && id.IsOfType(Definition);

    private static IReadOnlyList<string> List(string? text) =>
        [
            .. (text ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(region => region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()),
        ];

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= MostDays
            ? number
            : null;

    private static TimeSpan Days(SettingValues values, string path) => TimeSpan.FromDays(values.Integer(path));
}
