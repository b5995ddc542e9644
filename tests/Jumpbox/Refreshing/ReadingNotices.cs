using System.Net;
using System.Text;
using Jumpbox.Pins;
using Jumpbox.Refreshing;

namespace Jumpbox.Tests.Refreshing;

public sealed class ReadingNotices : IDisposable
{
    private const string Address = "https://notices.example/security/notices.json";
    private static readonly DateTimeOffset Day = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Pages_are_read_newest_first_until_one_is_older_than_the_snapshot()
    {
        Pages pages = new(page => Page(first: page * 20, count: 20));
        IReadOnlyList<SecurityNotice> notices = await ReadAsync(pages, Address, Day.AddDays(-30));

        Assert.Equal(40, notices.Count);
        Assert.Equal(
            [
                $"{Address}?release=noble&order=newest&limit=20&offset=0",
                $"{Address}?release=noble&order=newest&limit=20&offset=20",
            ],
            pages.Asked
        );
    }

    [Fact]
    public async Task A_list_without_an_end_is_refused() =>
        Assert.Contains(
            "has more than 1200 notices since 2026-10-31",
            (
                await Assert.ThrowsAsync<PinSourceException>(() =>
                    ReadAsync(new Pages(_ => Page(first: 0, count: 20)), Address, Day.AddDays(-30))
                )
            ).Message
        );

    [Fact]
    public async Task A_file_has_all_of_its_notices_in_one_page()
    {
        await File.WriteAllTextAsync(_file, Page(0, 3), TestContext.Current.CancellationToken);

        Assert.Equal(3, (await ReadAsync(new Pages(_ => ""), _file, Day)).Count);
    }

    [Fact]
    public async Task What_is_no_page_is_refused_with_its_address() =>
        Assert.Contains(
            $"The security notices of {Address} cannot be read. It is not JSON",
            (
                await Assert.ThrowsAsync<PinSourceException>(() => ReadAsync(new Pages(_ => "<html>"), Address, Day))
            ).Message
        );

    private static async Task<IReadOnlyList<SecurityNotice>> ReadAsync(Pages pages, string source, DateTimeOffset since)
    {
        using PublisherFiles files = new(pages, TimeSpan.Zero, TimeProvider.System);
        return await new NoticeSource(files).ReadAsync(source, "noble", since, TestContext.Current.CancellationToken);
    }

    // One a day, the newest first.
    private static string Page(int first, int count) =>
        $$"""
            { "notices": [ {{string.Join(
                ", ",
                Enumerable
                    .Range(first, count)
                    .Select(number =>
                        $$"""
                        { "id": "USN-{{number}}-1", "published": "{{Day.AddDays(-number):yyyy-MM-dd}}T00:00:00",
                          "release_packages": { "noble": [ { "name": "curl", "version": "8", "is_source": false } ] } }
                        """
                    )
            )}} ] }
            """;

    private sealed class Pages(Func<int, string> page) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    RequestMessage = request,
                    Content = new StringContent(page(Asked.Count - 1), Encoding.UTF8, "application/json"),
                }
            );
        }
    }
}
