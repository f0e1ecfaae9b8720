using MudBlazor;

namespace Dashboard.Web.Components.Layout;

/// <summary>Colours and type of the product. app.css repeats the few it needs before MudBlazor is there.</summary>
public static class DashboardTheme
{
    private static readonly string[] Sans =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1d5fb8",
            Secondary = "#5a6b82",
            Tertiary = "#0f7d78",
            Info = "#2a6fc4",
            Success = "#1f7d4d",
            Warning = "#9a5b00",
            Error = "#c0322f",
            Dark = "#1c2733",
            Background = "#f6f7f9",
            BackgroundGray = "#eceff3",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c2733",
            DrawerBackground = "#ffffff",
            DrawerText = "#3a4757",
            DrawerIcon = "#5a6b82",
            TextPrimary = "#1c2733",
            TextSecondary = "#566476",
            TextDisabled = "#8893a1",
            ActionDefault = "#566476",
            LinesDefault = "#e1e5ea",
            LinesInputs = "#b6bfca",
            TableLines = "#e6e9ee",
            TableHover = "#f2f5f9",
            Divider = "#e1e5ea",
            DividerLight = "#eceff3",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6ea8f0",
            PrimaryContrastText = "#0d1520",
            Secondary = "#9aa8ba",
            Tertiary = "#4fb8b1",
            Info = "#6ea8f0",
            Success = "#5dbb8a",
            Warning = "#e0a44a",
            Error = "#f0807c",
            ErrorContrastText = "#1a0d0d",
            Dark = "#0d1520",
            Background = "#10161e",
            BackgroundGray = "#0c1118",
            Surface = "#171f29",
            AppbarBackground = "#171f29",
            AppbarText = "#e4e9ef",
            DrawerBackground = "#171f29",
            DrawerText = "#bac4d0",
            DrawerIcon = "#8d9aab",
            TextPrimary = "#e4e9ef",
            TextSecondary = "#a3afbd",
            TextDisabled = "#6a7787",
            ActionDefault = "#a3afbd",
            LinesDefault = "#2a3543",
            LinesInputs = "#46535f",
            TableLines = "#263140",
            TableHover = "#1d2733",
            Divider = "#2a3543",
            DividerLight = "#222c38",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", DrawerWidthLeft = "232px", AppbarHeight = "52px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = Sans,
                FontSize = "0.875rem",
                LineHeight = "1.5",
                LetterSpacing = "normal",
            },
            H1 = new H1Typography
            {
                FontFamily = Sans,
                FontSize = "1.375rem",
                FontWeight = "600",
                LineHeight = "1.3",
                LetterSpacing = "-0.01em",
            },
            H2 = new H2Typography
            {
                FontFamily = Sans,
                FontSize = "1.0625rem",
                FontWeight = "600",
                LineHeight = "1.4",
                LetterSpacing = "-0.005em",
            },
            H3 = new H3Typography
            {
                FontFamily = Sans,
                FontSize = "0.9375rem",
                FontWeight = "600",
                LineHeight = "1.4",
                LetterSpacing = "normal",
            },
            Body1 = new Body1Typography
            {
                FontFamily = Sans,
                FontSize = "0.875rem",
                LineHeight = "1.5",
                LetterSpacing = "normal",
            },
            Body2 = new Body2Typography
            {
                FontFamily = Sans,
                FontSize = "0.8125rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            Caption = new CaptionTypography
            {
                FontFamily = Sans,
                FontSize = "0.75rem",
                LineHeight = "1.4",
                LetterSpacing = "normal",
            },
            Button = new ButtonTypography
            {
                FontFamily = Sans,
                FontSize = "0.8125rem",
                FontWeight = "600",
                LetterSpacing = "normal",
                TextTransform = "none",
            },
        },
    };
}
