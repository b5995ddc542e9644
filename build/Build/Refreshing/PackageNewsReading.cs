using Build.Arguments;
using Build.Run;
using Jumpbox.Boundaries;
using Jumpbox.Customizer;
using Jumpbox.Pins;
using Jumpbox.Refreshing;

namespace Build.Refreshing;

/// <summary>Reads what Update needs to know about the state of the packages: notices and the last bills.</summary>
internal static class PackageNewsReading
{
    /// <summary>Decides whether the archive snapshot moves; null without <c>--notices</c>.</summary>
    /// <param name="context">The arguments, the settings and the lock.</param>
    /// <param name="publishers">Downloads the notices.</param>
    public static async Task<PackageNews?> ReadAsync(BuildContext context, PublisherSession publishers)
    {
        if (context.Given.Text(CommandLine.Notices) is not { } given)
        {
            return null;
        }
        string source = given.Length > 0 ? given : NoticeSource.Public;
        List<string> unknown = [];
        IReadOnlyList<SecurityNotice>? notices = null;
        try
        {
            notices = await new NoticeSource(publishers.Files).ReadAsync(
                source,
                CustomizerPlan.SuiteOf(context.StatedSettings.Image, context.Pins.Catalogue),
                PackageNews.TimeOf(context.Pins.Lock.AptSnapshot) ?? context.Time.GetUtcNow(),
                context.Interrupted
            );
        }
        catch (PinSourceException failure)
        {
            unknown.Add($"{failure.Message} So no security notice was compared.");
        }
        List<IReadOnlyDictionary<string, string>> installed = [];
        foreach (string bill in context.Given.Texts(CommandLine.Bill))
        {
            try
            {
                installed.Add(InstalledPackages.Read(await ReadAsync(bill, context.Interrupted)));
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or FormatException)
            {
                unknown.Add($"The bill {bill} cannot be read. {unread.Message}");
            }
        }
        if (installed.Count == 0 && notices is not null)
        {
            unknown.Add(
                "There is no bill of an earlier build, so no security notice was compared with installed packages."
            );
        }
        return PackageNews.Of(
            context.Pins.Lock.AptSnapshot,
            TimeSpan.FromDays(context.StatedSettings.RefreshPackageDays),
            notices,
            installed,
            context.Time.GetUtcNow(),
            unknown
        );
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken) =>
        new FileInfo(file).Length <= Limits.AnswerBytes
            ? await File.ReadAllBytesAsync(file, cancellationToken)
            : throw new IOException($"It is larger than {Limits.AnswerBytes >> 20} MiB.");
}
