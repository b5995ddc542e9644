using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using static LocalAzure.TemplateLanguage.Functions.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Date functions; all in UTC.</summary>
internal static class DateFunctions
{
    private const string UtcNowFormat = "yyyyMMddTHHmmssZ";

    public static readonly FunctionDefinition[] All =
    [
        Pure("dateTimeAdd", 2, 3, Add),
        Pure("dateTimeFromEpoch", 1, 1, FromEpoch),
        Pure("dateTimeToEpoch", 1, 1, a => Date(a, 0).ToUnixTimeSeconds()),
        Pure("utcNow", 0, 1, UtcNow),
    ];

    private static JsonValue Add(Arguments a)
    {
        try
        {
            var date = Date(a, 0).UtcDateTime;
            return Write(a, AddDuration(date, a.Text(1)), a.TextOr(2, "u"));
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw a.Fail($"'{a.Text(1)}' is not an ISO 8601 duration that can be added to '{a.Text(0)}'");
        }
    }

    // Years and months count by the calendar, the rest by time.
    private static DateTime AddDuration(DateTime date, string duration)
    {
        var sign = duration.StartsWith('-') ? -1 : 1;
        var text = duration.TrimStart('-');
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var calendar = time < 0 ? text[1..] : text[1..time];
        var start = 0;
        for (var i = 0; i < calendar.Length; i++)
        {
            if (char.IsAsciiDigit(calendar[i]))
            {
                continue;
            }
            var number = int.Parse(calendar.AsSpan(start, i - start), CultureInfo.InvariantCulture) * sign;
            date = calendar[i] switch
            {
                'Y' => date.AddYears(number),
                'M' => date.AddMonths(number),
                'W' => date.AddDays(7 * number),
                'D' => date.AddDays(number),
                _ => throw new FormatException(),
            };
            start = i + 1;
        }
        return time < 0 ? date : date + XmlConvert.ToTimeSpan("P" + text[time..]) * sign;
    }

    private static JsonValue FromEpoch(Arguments a)
    {
        try
        {
            return Write(a, DateTimeOffset.FromUnixTimeSeconds(a.Integer(0)).UtcDateTime, "yyyy-MM-ddTHH:mm:ssZ");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw a.Fail($"'{a.Integer(0)}' seconds are outside the calendar");
        }
    }

    private static JsonValue UtcNow(Arguments a) =>
        a.Context.InDefaultValue
            ? Write(a, a.Context.Frame.Facts.Now.UtcDateTime, a.TextOr(0, UtcNowFormat))
            : throw new TemplateException(
                "The template function 'utcNow' is not expected at this location: it can only be used in the default value of a "
                    + "parameter."
            );

    private static DateTimeOffset Date(Arguments a, int index)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var text = a.Text(index);
        return
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var date)
            || DateTimeOffset.TryParseExact(text, UtcNowFormat, CultureInfo.InvariantCulture, Utc, out date)
            ? date
            : throw a.Fail($"'{text}' is not a date and time in ISO 8601");
    }

    private static JsonValue Write(Arguments a, DateTime date, string format)
    {
        try
        {
            return JsonValue.Create(date.ToString(format, CultureInfo.InvariantCulture));
        }
        catch (FormatException)
        {
            throw a.Fail($"'{format}' is not a date format");
        }
    }
}
