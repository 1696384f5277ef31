import type { GlobalThemeOverrides } from 'naive-ui'

const font = getComputedStyle(document.documentElement).getPropertyValue('--font').trim() || 'sans-serif'

/** The component library in the console's own colours. */
export const themeOverrides: GlobalThemeOverrides = {
  common: {
    fontFamily: font,
    fontSize: '14px',
    primaryColor: '#5ab0ff',
    primaryColorHover: '#7cc1ff',
    primaryColorPressed: '#3f97e6',
    primaryColorSuppl: '#5ab0ff',
    successColor: '#34c98a',
    warningColor: '#f2c14b',
    errorColor: '#ff5c64',
    errorColorHover: '#ff7a81',
    errorColorPressed: '#e0474f',
    bodyColor: '#0a0f16',
    cardColor: '#111a24',
    modalColor: '#16212d',
    popoverColor: '#1a2634',
    inputColor: 'rgba(141,172,208,.07)',
    borderColor: 'rgba(141,172,208,.2)',
    dividerColor: 'rgba(141,172,208,.12)',
    textColorBase: '#e5edf6',
    textColor1: '#e5edf6',
    textColor2: '#d4dfeb',
    textColor3: '#98aabf',
    placeholderColor: '#71859b',
    borderRadius: '7px',
    borderRadiusSmall: '5px',
    heightMedium: '34px',
  },
  Button: { fontWeight: '500', textColorPrimary: '#06121f', textColorHoverPrimary: '#06121f', textColorPressedPrimary: '#06121f', textColorFocusPrimary: '#06121f' },
}
