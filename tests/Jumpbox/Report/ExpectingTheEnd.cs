using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Report;

public sealed class ExpectingTheEnd : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-expected-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(3, 19, "about 12 min left, as in the last 3 builds")]
    [InlineData(1, 0, "about 31 min left, as in the last build")]
    [InlineData(0, 1, "about 30 min left by the estimate")]
    [InlineData(2, 30.5, "less than 1 min left, as in the last 2 builds")]
    [InlineData(2, 40, "longer than the last 2 builds, about 31 min")]
    [InlineData(0, 31, "longer than the estimate of about 31 min")]
    public void It_is_worded_as_an_expectation(int builds, double elapsed, string words) =>
        Assert.Equal(
            words,
            new BuildExpectation(TimeSpan.FromMinutes(31), builds).Words(TimeSpan.FromMinutes(elapsed))
        );

    [Fact]
    public void It_is_the_median_of_the_last_three_builds_or_the_estimate()
    {
        Assert.Equal(new(Minutes(30), 0), BuildExpectation.From([], Minutes(30)));
        Assert.Equal(new(Minutes(25), 2), BuildExpectation.From([Minutes(20), Minutes(30)], Minutes(99)));
        Assert.Equal(
            new(Minutes(20), 3),
            BuildExpectation.From([Minutes(20), Minutes(90), Minutes(10), Minutes(99)], Minutes(99))
        );
    }

    [Fact]
    public void Earlier_builds_are_those_of_the_same_cloud_region_and_name()
    {
        ImageRecord now = SampleRecord.Good;
        PreviousImage history = new(Path.Combine(_folder, "history"));
        Remember(now with { Started = now.Finished.AddMinutes(-20) }, days: 1);
        Remember(now with { Started = now.Finished.AddMinutes(-40), Location = "westeurope" }, days: 2);
        Remember(
            now with
            {
                Started = now.Finished.AddMinutes(-50),
                TemplateName = "imgt-other-0123456789ab",
            },
            days: 3
        );
        Remember(
            now with
            {
                Started = now.Finished.AddMinutes(-60),
                TemplateName = now.TemplateName[..^1] + "0",
            },
            days: 4
        );
        (now with { Started = now.Finished.AddMinutes(-10) }).WriteTo(Path.Combine(_folder, EvidenceFiles.Image));
        Directory.CreateDirectory(Path.Combine(_folder, "history", "damaged"));
        File.WriteAllText(Path.Combine(_folder, "history", "damaged", EvidenceFiles.Image), "{");

        Assert.Equal([Minutes(10), Minutes(20), Minutes(60)], Durations(_folder));
        Assert.Empty(Durations(Path.Combine(_folder, "missing")));

        void Remember(ImageRecord record, int days) =>
            history.Remember(
                record with
                {
                    ContentHash = new string((char)('a' + days), 64),
                    Started = record.Started.AddDays(-days),
                    Finished = record.Finished.AddDays(-days),
                },
                "{}",
                new Dictionary<string, string>()
            );

        IReadOnlyList<TimeSpan> Durations(string folder) =>
            EarlierBuilds.Durations(folder, now.Cloud, now.Subscription, now.Location, now.TemplateName);
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
