using System.Globalization;

namespace Jumpbox.Evidence.Log;

/// <summary>One line of what was built into a tool, as the step <c>package-list</c> printed it.</summary>
/// <param name="Kind">What the line is.</param>
/// <param name="Tool">The tool's name in the catalogue.</param>
/// <param name="Name">A module's or a distribution's name, or the path of a program.</param>
/// <param name="Version">The version; empty where it has none.</param>
/// <param name="Licence">Where a licence was found and its name: <c>expression:</c>, <c>classifier:</c>, <c>text:</c>, or nothing.</param>
public sealed record LogModule(LogModuleKind Kind, string Tool, string Name, string Version, string Licence)
{
    /// <summary>Reads the cells of a line; null if it is not of the form.</summary>
    internal static LogModule? Of(string[] cells) =>
        (cells[0], cells.Length) switch
        {
            ("go", 4) => Module(LogModuleKind.GoProgram, cells),
            ("main", 4) => Module(LogModuleKind.GoMain, cells),
            ("dep", 4) => Module(LogModuleKind.GoModule, cells),
            ("replaced", 4) => Module(LogModuleKind.GoReplacement, cells),
            ("python", 5) => Module(LogModuleKind.Python, cells) with { Licence = cells[4] },
            ("extension", 5) => Module(LogModuleKind.Extension, cells) with { Licence = cells[4] },
            ("cpython", 3) => new LogModule(LogModuleKind.Interpreter, cells[1], "python", cells[2], ""),
            ("rust", 4) => Module(LogModuleKind.RustProgram, cells),
            ("crate", 4) => Module(LogModuleKind.Crate, cells),
            ("opaque", 4) when int.TryParse(cells[3], CultureInfo.InvariantCulture, out _) => Module(
                LogModuleKind.Opaque,
                cells
            ),
            ("none", 3) => new LogModule(LogModuleKind.Nothing, cells[1], cells[2], "", ""),
            ("unread", 3) => new LogModule(LogModuleKind.Unread, cells[1], cells[2], "", ""),
            _ => null,
        };

    private static LogModule Module(LogModuleKind kind, string[] cells) =>
        new(kind, cells[1], cells[2], cells[3] == "-" ? "" : cells[3], "");
}

/// <summary>What a line of the list of modules is.</summary>
public enum LogModuleKind
{
    /// <summary>A program that Go built, with the version of Go.</summary>
    GoProgram,

    /// <summary>The module that the program is.</summary>
    GoMain,

    /// <summary>A module in it.</summary>
    GoModule,

    /// <summary>The module that replaces the one of the line above.</summary>
    GoReplacement,

    /// <summary>A distribution of Python.</summary>
    Python,

    /// <summary>An extension of the tool, which a distribution of Python is.</summary>
    Extension,

    /// <summary>A Python of the tool's own.</summary>
    Interpreter,

    /// <summary>A program of Rust that lists its crates.</summary>
    RustProgram,

    /// <summary>A crate in it.</summary>
    Crate,

    /// <summary>Files of a tool's package that list nothing, or whose lists are not read: their kind and number.</summary>
    Opaque,

    /// <summary>The tool lists nothing.</summary>
    Nothing,

    /// <summary>The tool could not be read.</summary>
    Unread,
}
